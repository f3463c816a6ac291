package telegramgateway.mtproto.telegram;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/**
 * Telegram as a source: the accounts that receive, and the channels that are watched. Safe for use by several threads.
 */
public final class Telegram implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** TDLib's own log: errors only. From 3 on it would hold what users write. */
    private static final int LOG_VERBOSITY = 1;

    private final TdLibrary library;
    private final Journal journal;
    private final InstantSource clock;
    private final List<Account> accounts = new ArrayList<>();

    private Telegram(TdLibrary library, Journal journal, InstantSource clock) {
        this.library = library;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Loads TDLib and opens the accounts' sessions; the login of each follows.
     *
     * @param library libtdjson
     * @param sessions directory of all sessions
     * @throws SessionException when a session's directory cannot be used
     * @throws IllegalStateException when TDLib cannot be loaded
     */
    public static Telegram open(
            Path library,
            Path sessions,
            List<AccountOptions> accounts,
            Journal journal,
            Intake intake,
            InstantSource clock) {
        Telegram telegram = new Telegram(TdLibrary.open(library, LOG_VERBOSITY), journal, clock);
        try {
            for (AccountOptions options : accounts) {
                Account.Covered covered = options.source() == MessageSource.BOT ? telegram::isOfAUser : _ -> false;
                telegram.accounts.add(
                        new Account(telegram.library, sessions, options, journal, intake, covered, clock));
            }
            telegram.accounts.forEach(Account::open);
        } catch (RuntimeException e) {
            telegram.close();
            throw e;
        }
        return telegram;
    }

    /** A user account sees edits, deletions and history; a bot does not. */
    private boolean isOfAUser(long channelId) {
        return users().anyMatch(account -> account.session().state() == SessionState.READY
                && account.joined().contains(channelId));
    }

    private Stream<Account> users() {
        return accounts.stream().filter(account -> account.options().source() == MessageSource.USER);
    }

    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    /** The account of a name, which is its session's too. */
    public Optional<Account> account(String name) {
        return accounts.stream()
                .filter(account -> account.options().name().equals(name))
                .findFirst();
    }

    /** The session of a name. */
    public Optional<TelegramSession> session(String name) {
        return account(name).map(Account::session);
    }

    /** True while every user account is connected, or every bot where there is no other account. */
    public boolean isConnected() {
        List<Account> decisive = users().toList();
        return (decisive.isEmpty() ? accounts : decisive)
                .stream().allMatch(account -> account.session().isConnected());
    }

    /** Days since the release of TDLib. */
    public long tdlibAgeInDays() {
        return library.ageInDays(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** TDLib's version, such as 1.8.65. */
    public String tdlibVersion() {
        return library.version().toString();
    }

    /**
     * Watches a channel from now on; joins it when it is public and the account does not take part yet.
     *
     * @param channel {@code @name}, or the id of a chat in which the account takes part
     * @return the channel's id
     * @throws TdError when Telegram does not know it or lets nobody in
     * @throws IllegalArgumentException when it is no channel and no group
     */
    public long watch(String channel) throws InterruptedException {
        TelegramSession session = user();
        ObjectNode chat = channel.startsWith("@")
                ? session.ask(TdLibrary.request("searchPublicChat").put("username", channel.substring(1)), ANSWER_LIMIT)
                : session.ask(TdLibrary.request("getChat").put("chat_id", Long.parseLong(channel)), ANSWER_LIMIT);
        long channelId = chat.path("id").asLong(0);
        if (channelId > 0) {
            throw new IllegalArgumentException("it is a private chat; messages are taken of channels and groups only");
        }
        if (users().findAny().isPresent()) {
            // A bot is made a member by others.
            session.ask(TdLibrary.request("joinChat").put("chat_id", channelId), ANSWER_LIMIT);
        }
        journal.watch(channelId, true);
        for (Account account : accounts) {
            account.name(channelId);
        }
        return channelId;
    }

    /** Takes nothing more of a channel; the account stays in it, and what is stored stays. */
    public void unwatch(long channelId) {
        journal.watch(channelId, false);
    }

    /** The session of the user account, or of the bot where there is no other. */
    public TelegramSession user() {
        return accounts.stream()
                .sorted((one, two) ->
                        one.options().source().compareTo(two.options().source()))
                .map(Account::session)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No account"));
    }

    /** Closes the sessions, which stay logged in. */
    @Override
    public void close() {
        accounts.forEach(Account::close);
        library.close();
    }
}
