package telegramgateway.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import telegramgateway.control.GatewayControl;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.simulator.Simulator;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;
import telegramgateway.tdlib.TdLibraryPath;

/**
 * A Telegram on this machine, at which the real TDLib logs in and receives a channel live. Nothing beyond 127.0.0.1 is
 * contacted. Not safe for use by several threads.
 */
final class LiveTelegram implements AutoCloseable {

    private static final String SESSION = "user";
    private static final String NAME = "sample_signals";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Simulator simulator;
    private final Path sessions = TemporaryDirectory.create("sessions");
    private final Account reader;
    private final Channel channel;

    private LiveTelegram(Simulator simulator) {
        this.simulator = simulator;
        reader = simulator.world().person("+5511999990001", "Reader");
        channel = simulator.world().channel("Sample signals, live").named(NAME).joinedBy(reader);
    }

    /** Starts one; empty, after saying why and what to do, where TDLib is not installed. */
    static Optional<LiveTelegram> start(PrintStream out) {
        try {
            Path copies = Path.of(System.getProperty("gateway.home", ""), "target", "telegram-simulator");
            return Optional.of(new LiveTelegram(Simulator.start(TdLibraryPath.find(), copies, 0)));
        } catch (IllegalStateException e) {
            out.println("Only the export is shown, nothing live: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** For mtproto-native. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(simulator.client().environment());
        settings.put("TELEGRAM_API_ID", "1");
        settings.put("TELEGRAM_API_HASH", "of-no-application");
        settings.put("TELEGRAM_SESSION_DIR", sessions.toString());
        settings.put("TELEGRAM_LOGIN", "api");
        return settings;
    }

    /**
     * Lets the gateway log in, and posts, edits, deletes and goes away while it watches.
     *
     * @param texts at least three
     * @return whether the gateway has it all
     */
    Finding run(LocalGateway gateway, List<String> texts, PrintStream out) throws SQLException {
        out.println("TDLib logs in at a Telegram on port " + simulator.client().port() + " of this machine ...");
        GatewayControl control = gateway.control();
        require("log in", () -> control.sessionState(SESSION).equals("awaiting_login"));
        control.loginStep(SESSION, "phone", reader.phone());
        control.loginStep(SESSION, "code", reader.code());
        require("connect", () -> gateway.mtprotoNative().health().equals("healthy"));
        control.watchChannel("@" + NAME);
        int outage = texts.size() / 4;
        out.printf("Posting %,d messages of the sample, an edit, a deletion, an outage ...%n", texts.size());
        long started = System.nanoTime();
        List<Post> posts =
                texts.subList(outage, texts.size()).stream().map(channel::posts).toList();
        require("receive", () -> stored(gateway).size() >= posts.size());
        posts.getFirst().edit(posts.getFirst().text() + " (edited)");
        posts.getLast().delete();
        // Of a channel that moves on by more than a hundred messages during an outage, Telegram tells no edits.
        require("take the edit and the deletion", () -> stored(gateway).equals(posted()));
        simulator.goesAway();
        require("notice the outage", () -> gateway.mtprotoNative().health().equals("unhealthy"));
        texts.subList(0, outage).forEach(channel::posts);
        simulator.comesBack();
        boolean complete = await(() -> stored(gateway).equals(posted()));
        return new Finding(
                "telegram",
                complete,
                "%,d posted live, %,d of them while Telegram was away; %s after %.1f s"
                        .formatted(
                                posted().size(),
                                outage,
                                complete ? "the database has each in its last state" : "the database differs",
                                (System.nanoTime() - started) / 1e9));
    }

    /** What the channel's subscribers see. */
    private Map<Long, String> posted() {
        Map<Long, String> posted = new TreeMap<>();
        channel.livePosts().stream()
                .filter(post -> !post.isService())
                .forEach(post -> posted.put((long) post.id(), post.text()));
        return posted;
    }

    private Map<Long, String> stored(LocalGateway gateway) {
        try {
            return new StoredMessages(gateway.database()).texts(channel.chatId());
        } catch (SQLException e) {
            throw new DemoException("The database cannot be read: " + e.getMessage(), e);
        }
    }

    private static void require(String what, BooleanSupplier condition) {
        if (!await(condition)) {
            throw new DemoException("mtproto-native did not " + what + " within " + LIMIT.toSeconds() + " s.");
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        simulator.close();
        TemporaryDirectory.delete(sessions);
    }
}
