package telegramgateway.mtproto.session;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.tdlib.TdClient;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account's session: opens its directory with TDLib, follows the authorization, and begins anew when Telegram has
 * ended it. A session never ends the process. Safe for use by several threads.
 */
public final class TelegramSession implements Login, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramSession.class);

    /** TDLib opens its files in well under a second, and waits ten for another process that has them. */
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);

    private static final Duration OPTION_LIMIT = Duration.ofSeconds(10);

    /** Telegram may make one wait a minute, which TDLib then does by itself. */
    private static final Duration STEP_LIMIT = Duration.ofSeconds(70);

    private final TdLibrary library;
    private final SessionDirectory directory;
    private final SessionOptions options;
    private final Consumer<ObjectNode> updates;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable TdClient client;
    private SessionState state = SessionState.CLOSED;
    private @Nullable SessionState endedBy;
    private String qrLink = "";
    private String passwordHint = "";
    private String connection = "";
    private boolean silent;
    private boolean announced;
    private boolean closing;
    private boolean renewing;
    private volatile @Nullable Instant lastUpdateAt;

    /**
     * @param directory of this session; stays the caller's to close, after the session
     * @param updates gets the updates, without most of those of which nothing is needed, in order, on one thread; must
     *     not wait for an answer of TDLib
     */
    public TelegramSession(
            TdLibrary library,
            SessionDirectory directory,
            SessionOptions options,
            Consumer<ObjectNode> updates,
            InstantSource clock) {
        this.library = library;
        this.directory = directory;
        this.options = options;
        this.updates = updates;
        this.clock = clock;
    }

    /** Begins to open it. The state follows; nothing is thrown. */
    public void open() {
        locked(() -> {
            closing = false;
            openClient();
            return state;
        });
    }

    /** Under the lock. */
    private void openClient() {
        renewing = false;
        connection = "";
        silent = false;
        announced = false;
        become(SessionState.OPENING);
        client = library.client(this::isNeeded, this::take);
    }

    /** What it is in. */
    public SessionState state() {
        return locked(() -> state);
    }

    /** True while it is logged in, TDLib has a connection to Telegram, and Telegram answers. */
    public boolean isConnected() {
        return locked(() -> hasConnection() && !silent);
    }

    /** True while it is logged in and TDLib believes that it has a connection to Telegram. */
    public boolean hasConnection() {
        return locked(() -> state == SessionState.READY
                && (connection.equals("connectionStateReady") || connection.equals("connectionStateUpdating")));
    }

    /** Notes whether Telegram answered when it was asked; until it does, the session is not connected. */
    public void answers(boolean itDid) {
        connection(() -> silent = !itDid);
    }

    /** When anything last came from TDLib; null before the first. */
    public @Nullable Instant lastUpdateAt() {
        return lastUpdateAt;
    }

    @Override
    public SessionStatus status() {
        return locked(() -> new SessionStatus(
                String.valueOf(directory.path().getFileName()), state, isConnected(), qrLink, passwordHint));
    }

    @Override
    public void take(LoginStep step, String value) {
        try {
            ask(step.request(value), STEP_LIMIT);
        } catch (TdError e) {
            if (e.reason().equals("PHONE_NUMBER_BANNED")) {
                move(SessionState.BANNED);
            }
            throw LoginRefusal.of(e);
        }
    }

    @Override
    public SessionStatus awaitOtherThan(SessionStatus known, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (status().equals(known) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return status();
        } finally {
            lock.unlock();
        }
    }

    /** Sends a request; see {@link TdClient#send}. Fails when the session is not open. */
    public CompletableFuture<ObjectNode> send(ObjectNode request, Duration deadline) {
        TdClient open = locked(() -> client);
        return open == null
                ? CompletableFuture.failedFuture(
                        new SessionException("The session is closed.", "Wait until it is open."))
                : open.send(request, deadline);
    }

    /** Updates of TDLib that wait to be consumed. */
    public int waitingUpdates() {
        TdClient open = locked(() -> client);
        return open == null ? 0 : open.waitingUpdates();
    }

    /** Closes TDLib's client and keeps the session; everything is on disk afterwards. */
    @Override
    public void close() {
        TdClient open = locked(() -> {
            closing = true;
            TdClient present = client;
            client = null;
            return present;
        });
        if (open != null) {
            open.close();
        }
        locked(() -> {
            become(SessionState.CLOSED);
            return state;
        });
    }

    private boolean isNeeded(byte[] update) {
        lastUpdateAt = clock.instant();
        return !UnneededUpdates.contain(update);
    }

    private void take(ObjectNode update) {
        switch (update.path("@type").asString("")) {
            case "updateAuthorizationState" -> authorization((ObjectNode) update.path("authorization_state"));
            case "updateConnectionState" ->
                connection(() -> connection = update.path("state").path("@type").asString(""));
            case "updateServiceNotification" -> notification(update);
            default -> {
                // The source's business only.
            }
        }
        updates.accept(update);
    }

    private void authorization(ObjectNode authorization) {
        switch (authorization.path("@type").asString("")) {
            case "authorizationStateWaitTdlibParameters" -> setParameters();
            case "authorizationStateWaitPhoneNumber" -> awaitLogin();
            case "authorizationStateWaitCode" -> move(SessionState.AWAITING_CODE);
            case "authorizationStateWaitEmailAddress" -> move(SessionState.AWAITING_EMAIL_ADDRESS);
            case "authorizationStateWaitEmailCode" -> move(SessionState.AWAITING_EMAIL_CODE);
            case "authorizationStateWaitRegistration" -> move(SessionState.UNREGISTERED);
            case "authorizationStateWaitPassword" -> {
                locked(() -> passwordHint = authorization.path("password_hint").asString(""));
                move(SessionState.AWAITING_PASSWORD);
            }
            case "authorizationStateWaitOtherDeviceConfirmation" -> {
                locked(() -> qrLink = authorization.path("link").asString(""));
                move(SessionState.AWAITING_CONFIRMATION);
            }
            case "authorizationStateReady" -> ready();
            case "authorizationStateLoggingOut" -> loggingOut();
            case "authorizationStateClosed" -> closed();
            default -> {
                // Closing: closed follows.
            }
        }
    }

    private void setParameters() {
        TdClient asked = locked(() -> client);
        var _ = send(options.parameters(directory.path()), OPEN_LIMIT).whenComplete((_, e) -> {
            if (e == null) {
                ClientOptions.set(this::send);
            } else if (isPresent(asked)) {
                refused(e);
            }
        });
        // Without waiting: TDLib connects as soon as it has its parameters, and not to Telegram past the proxy.
        if (options.proxy() != null) {
            LOG.info("Telegram is reached through the proxy {}", options.proxy());
            var _ = send(options.proxy().request(), OPTION_LIMIT).whenComplete((_, e) -> {
                if (e != null && isPresent(asked)) {
                    LOG.error("TDLib does not take TELEGRAM_PROXY, and nothing goes past it: {}", e.getMessage());
                    Thread.ofVirtual().start(() -> fail());
                }
            });
        } else {
            // It remembers the one that was set before.
            quietly(TdLibrary.request("disableProxy"));
        }
    }

    private void quietly(ObjectNode request) {
        var _ = send(request, OPTION_LIMIT).whenComplete((_, e) -> {
            if (e != null) {
                LOG.warn("TDLib did not take {}: {}", request.path("@type").asString(), e.getMessage());
            }
        });
    }

    /** The directory cannot be opened. TDLib's words hold nothing secret. */
    private void refused(Throwable e) {
        boolean wrongKey = e instanceof TdError error && error.reason().contains("encryption key");
        if (wrongKey) {
            move(SessionState.WRONG_KEY);
        } else {
            LOG.error("TDLib cannot open the session {}: {}", directory.path(), e.getMessage());
            move(SessionState.FAILED);
        }
    }

    private void fail() {
        close();
        move(SessionState.FAILED);
    }

    /** Whether what a client answers still counts. One that is closed fails whatever it was asked. */
    private boolean isPresent(@Nullable TdClient asked) {
        return locked(() -> !closing && !renewing && client == asked);
    }

    private boolean isClosing() {
        return locked(() -> closing);
    }

    private void awaitLogin() {
        if (endedBy == null && directory.wasLoggedIn(options.testServers())) {
            LOG.error("Session file corrupt");
            startAnew(SessionState.CORRUPT);
            return;
        }
        if (options.botToken() != null) {
            TdClient asked = locked(() -> client);
            var _ = send(
                            TdLibrary.request("checkAuthenticationBotToken")
                                    .put("token", options.botToken().reveal()),
                            OPEN_LIMIT)
                    .whenComplete((_, e) -> {
                        if (e != null && isPresent(asked)) {
                            LOG.error("Telegram refuses the bot's token: {}", e.getMessage());
                            move(SessionState.FAILED);
                        }
                    });
            return;
        }
        move(endedBy == null ? SessionState.AWAITING_LOGIN : endedBy);
    }

    private void ready() {
        locked(() -> endedBy = null);
        move(SessionState.READY);
        announce();
        try {
            directory.loggedIn(options.testServers());
        } catch (UncheckedIOException e) {
            LOG.warn("That the session {} is logged in cannot be noted: {}", directory.path(), e.getMessage());
        }
    }

    private void connection(Runnable change) {
        locked(() -> {
            boolean wasConnected = isConnected();
            change.run();
            if (wasConnected && !isConnected()) {
                announced = false;
                LOG.warn("Telegram disconnected; TDLib tries to connect again");
            }
            changed.signalAll();
            return state;
        });
        announce();
    }

    private void announce() {
        boolean first = locked(() -> {
            boolean news = isConnected() && !announced;
            announced |= news;
            return news;
        });
        if (first) {
            LOG.info("Telegram connected");
        }
    }

    private void notification(ObjectNode update) {
        if (update.path("type").asString("").startsWith("AUTH_KEY_DROP") && !isClosing()) {
            // TDLib would go on with a key that Telegram refuses.
            LOG.atError()
                    .addKeyValue("reason", update.path("type").asString(""))
                    .log("Session expired");
            move(SessionState.DUPLICATED);
            startAnew(SessionState.DUPLICATED);
        }
    }

    private void loggingOut() {
        if (!isClosing()) {
            locked(() -> endedBy = endedBy == null ? SessionState.EXPIRED : endedBy);
            LOG.error("Session expired");
            move(endedBy == null ? SessionState.EXPIRED : endedBy);
        }
    }

    /** TDLib has ended the client by itself: the login is gone, and a new one needs a new client. */
    private void closed() {
        SessionState reason = endedBy;
        if (!isClosing() && reason != null) {
            startAnew(reason);
        }
    }

    /** On a thread of its own: a client cannot be closed by the consumer of its updates. */
    private void startAnew(SessionState reason) {
        boolean first = locked(() -> {
            boolean news = !renewing;
            renewing = true;
            endedBy = news ? reason : endedBy;
            return news;
        });
        if (!first) {
            // The old client, ending.
            return;
        }
        Thread.ofVirtual().name("session").start(() -> {
            try {
                renew(reason);
            } catch (RuntimeException e) {
                LOG.error("The session cannot begin anew", e);
                locked(() -> renewing = false);
                move(SessionState.FAILED);
            }
        });
    }

    private void renew(SessionState reason) {
        TdClient old = locked(() -> client);
        if (old != null) {
            old.close();
        }
        // At once: a directory that close() gave back, or that was opened again since, is not touched.
        locked(() -> {
            if (!closing && client == old) {
                Path aside =
                        directory.setAside(reason == SessionState.CORRUPT ? "corrupt" : "expired", clock.instant());
                LOG.error("The old session is in {}. {}", aside, reason.remedy());
                openClient();
            }
            return state;
        });
    }

    private void move(SessionState next) {
        locked(() -> {
            become(next);
            return next;
        });
    }

    /** Under the lock. */
    private void become(SessionState next) {
        if (state != next) {
            state = next;
            qrLink = next == SessionState.AWAITING_CONFIRMATION ? qrLink : "";
            passwordHint = next == SessionState.AWAITING_PASSWORD ? passwordHint : "";
            if (next.needsLogin()) {
                LOG.warn("The session {} is {}. {}", directory.path().getFileName(), next.jsonName(), next.remedy());
            }
        }
        // Also when the link or the hint has changed only.
        changed.signalAll();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an answer. For threads that may wait, never for the consumer of updates. */
    public ObjectNode ask(ObjectNode request, Duration deadline) {
        try {
            return send(request, deadline).get(deadline.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new SessionException(String.valueOf(e.getCause()), "Telegram may be away: try again.");
        } catch (TimeoutException e) {
            throw new SessionException("Telegram did not answer within " + deadline, "Try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("Interrupted", "Try again.", e);
        }
    }
}
