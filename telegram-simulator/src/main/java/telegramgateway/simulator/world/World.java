package telegramgateway.simulator.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.Calls;
import telegramgateway.simulator.session.RpcError;
import telegramgateway.simulator.session.Session;

/** Everything that there is, and the answers to every call. Safe for use by several threads. */
public final class World implements Calls {

    /** What a method does. Called under the lock. */
    interface Method {
        Object answer(TlObject call, Caller caller);
    }

    private static final long FIRST_ACCOUNT = 1_001;
    private static final long FIRST_CHANNEL = 2_001;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, Account> people = new HashMap<>();
    private final Map<String, Account> bots = new HashMap<>();
    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Long, Media> files = new HashMap<>();
    private final CallRecord record = new CallRecord();
    private final Set<Session> listening = ConcurrentHashMap.newKeySet();
    private final Devices devices;
    private int differenceLimit = 100;
    private boolean silent;
    private long albums;

    public World(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        devices = new Devices(this);
        new ServerMethods(this).addTo(methods);
        new LoginMethods(this).addTo(methods);
        new UpdateMethods(this).addTo(methods);
        new ChatMethods(this).addTo(methods);
        new WriteMethods(this).addTo(methods);
    }

    /** A person with an account. */
    public Account person(String phone, String name) {
        return locked(() -> {
            Account person = new Account(this, FIRST_ACCOUNT + people.size() + bots.size(), name, phone);
            people.put(digits(phone), person);
            return person;
        });
    }

    /** A bot, which logs in by its token. */
    public Account bot(String token, String name) {
        return locked(() -> {
            Account bot = new Account(this, FIRST_ACCOUNT + people.size() + bots.size(), name, "");
            bots.put(token, bot);
            return bot;
        });
    }

    /** A broadcast channel. */
    public Channel channel(String title) {
        return channel(title, true, false);
    }

    /** A group (a supergroup, as all large ones are). */
    public Channel group(String title) {
        return channel(title, false, false);
    }

    /** A group with topics. */
    public Channel forum(String title) {
        return channel(title, false, true);
    }

    /**
     * The channel with a public name, in any case of letters.
     *
     * @throws NoSuchElementException when there is none
     */
    public Channel channelNamed(String username) {
        return locked(() -> channels.values().stream()
                .filter(channel -> username.equalsIgnoreCase(channel.username()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no channel is named " + username)));
    }

    /** Refuses the next calls of a method, such as {@code messages.getHistory}, whoever calls it. */
    public void refuses(String method, int times, int code, String text) {
        record.refuse(method, times, new RpcError(code, text));
    }

    /** Bids the next callers of a method wait. TDLib does so by itself up to a minute in all. */
    public void floodWait(String method, int times, int seconds) {
        refuses(method, times, 420, "FLOOD_WAIT_" + seconds);
    }

    /** Does something of which no client is told: they find out by the next thing that they are told. */
    public void silently(Runnable changes) {
        locked(() -> silent = true);
        try {
            changes.run();
        } finally {
            locked(() -> silent = false);
        }
    }

    /** From how many missed steps on a client is told only that it missed too much; 100 at first. */
    public void tooLongAfter(int steps) {
        locked(() -> differenceLimit = steps);
    }

    /** How often a method was called, refused calls included. */
    public int calls(String method) {
        return record.calls(method);
    }

    /** The methods that were called and have no answer here; those that are not in the schema by number. */
    public Set<String> unknownMethods() {
        return record.unknown();
    }

    /** How many clients listen to updates at the moment. */
    public int listeners() {
        return listening.size();
    }

    @Override
    public Object answer(TlObject call, Session session) {
        record.called(call.name());
        return locked(() -> {
            Method method = methods.get(call.name());
            if (method == null) {
                record.unknown(call.name());
                throw new RpcError(400, "METHOD_NOT_SIMULATED");
            }
            Caller caller = new Caller(devices.of(session), session);
            if (!LoginMethods.needNoAccount(call.name())) {
                caller.account();
            }
            if (call.is("updates.getState") || call.is("updates.getDifference")) {
                listening.add(session);
            }
            return method.answer(call, caller);
        });
    }

    @Override
    public void unknown(int number) {
        record.unknown("0x%08x".formatted(number));
    }

    @Override
    public void ended(Session session) {
        listening.remove(session);
        devices.ended(session);
    }

    /** Must not be called under the lock: clients answer only without it. */
    void awaitRoom(Channel channel) {
        if (!listening.isEmpty()) {
            listeners(channel).forEach(Session::awaitRoom);
        }
    }

    /** Tells the members that listen, all but one session. */
    void tell(Channel channel, Function<Account, TlObject> update, List<Post> posts, @Nullable Session except) {
        if (silent) {
            return;
        }
        for (Session session : listeners(channel)) {
            Account viewer = devices.account(session);
            if (viewer != null && !session.equals(except)) {
                session.push(updates(viewer, List.of(update.apply(viewer)), List.of(channel), posts));
            }
        }
    }

    /** Updates with all whom they mention. */
    TlObject updates(Account viewer, List<TlObject> updates, Collection<Channel> about, List<Post> posts) {
        Mentioned mentioned = new Mentioned(viewer).channels(about).posts(posts);
        return TlObject.of("updates")
                .with("updates", updates)
                .with("users", mentioned.users())
                .with("chats", mentioned.chats())
                .with("date", seconds());
    }

    /** The result, if any, of something that is done under the lock. */
    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    Devices devices() {
        return devices;
    }

    Instant now() {
        return clock.instant();
    }

    int seconds() {
        return (int) now().getEpochSecond();
    }

    RandomGenerator random() {
        return random;
    }

    byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    long nextAlbum() {
        return locked(() -> ++albums);
    }

    int differenceLimit() {
        return differenceLimit;
    }

    @Nullable
    Account personWith(String phone) {
        return people.get(digits(phone));
    }

    @Nullable
    Account botWith(String token) {
        return bots.get(token);
    }

    List<Channel> channels() {
        return new ArrayList<>(channels.values());
    }

    /** @throws RpcError when there is no such channel */
    Channel channel(long id) {
        Channel channel = channels.get(id);
        if (channel == null) {
            throw new RpcError(400, "CHANNEL_INVALID");
        }
        return channel;
    }

    void remember(Media media) {
        files.put(media.id(), media);
    }

    @Nullable
    Media file(long id) {
        return files.get(id);
    }

    private Channel channel(String title, boolean broadcast, boolean forum) {
        return locked(() -> {
            long id = FIRST_CHANNEL + channels.size();
            Channel channel = new Channel(this, id, title, broadcast, forum);
            channels.put(id, channel);
            return channel;
        });
    }

    private List<Session> listeners(Channel channel) {
        return locked(() -> listening.stream()
                .filter(session -> {
                    Account account = devices.account(session);
                    return account != null && channel.isMember(account);
                })
                .toList());
    }

    private static String digits(String phone) {
        return phone.replaceAll("\\D", "");
    }
}
