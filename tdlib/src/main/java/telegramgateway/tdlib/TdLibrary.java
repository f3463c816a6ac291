package telegramgateway.tdlib;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TDLib in this process. One thread receives for all clients and hands each event to its client. At most one is open at
 * a time, since only one thread of a process may receive; another may be opened after it was closed. Safe for use by
 * several threads.
 */
public final class TdLibrary implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    /** Short, so that closing does not wait long; TDLib has nothing with which to interrupt it. */
    private static final double RECEIVE_SECONDS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(TdLibrary.class);
    private static final AtomicBoolean OPEN = new AtomicBoolean();

    private final TdJson functions;
    private final TdVersion version;
    private final Map<Integer, TdClient> clients = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor deadlines;
    private final Thread receiver;
    private boolean closing;
    private volatile boolean closed;

    private TdLibrary(TdJson functions, int logVerbosity) {
        this.functions = functions;
        functions.onFatalError(line -> LOG.error("TDLib fails and ends this process: {}", line));
        execute(request("setLogVerbosityLevel").put("new_verbosity_level", logVerbosity));
        version = TdVersion.of(execute(request("getOption").put("name", "version"))
                .path("value")
                .asString(""));
        if (!version.equals(TdVersion.TESTED)) {
            LOG.warn("This is TDLib {}; {} is the one that was tested.", version, TdVersion.TESTED);
        }
        deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("tdlib deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
        // Not virtual: it is nearly always inside the native function, where it would hold its carrier.
        receiver = Thread.ofPlatform().daemon().name("tdlib receive").start(this::receive);
    }

    /**
     * Loads a library and begins to receive.
     *
     * @param logVerbosity what TDLib itself writes to standard error: 0 fatal errors, 1 errors, 2 warnings, up to 1023.
     *     From 3 on that includes what users write.
     * @throws IllegalStateException when it cannot be loaded, is no TDLib, or one is open
     */
    public static TdLibrary open(Path library, int logVerbosity) {
        return open(TdJson.load(library), logVerbosity);
    }

    /** As {@link #open(Path, int)}, over functions that are there, such as a test's own. */
    public static TdLibrary open(TdJson functions, int logVerbosity) {
        if (!OPEN.compareAndSet(false, true)) {
            throw new IllegalStateException("TDLib is open in this process: close it first.");
        }
        try {
            return new TdLibrary(functions, logVerbosity);
        } catch (RuntimeException e) {
            OPEN.set(false);
            throw new IllegalStateException("TDLib cannot be started: " + e.getMessage(), e);
        }
    }

    /** A request of a method, to which the caller adds its fields. */
    public static ObjectNode request(String method) {
        return JSON.createObjectNode().put("@type", method);
    }

    /** An empty list for a request's field. */
    public static ArrayNode array() {
        return JSON.createArrayNode();
    }

    /** What the library says that it is. */
    public TdVersion version() {
        return version;
    }

    /** Days since the release of this version, not negative: Telegram serves old builds less. */
    public long ageInDays(LocalDate today) {
        return version.ageInDays(today);
    }

    /**
     * The answer of one of the methods that td_api.tl says "can be called synchronously".
     *
     * @throws TdError when it failed
     */
    public ObjectNode execute(ObjectNode request) {
        ObjectNode answer = (ObjectNode) JSON.readTree(functions.execute(JSON.writeValueAsBytes(request)));
        if (answer.path("@type").asString().equals("error")) {
            throw TdError.of(request.path("@type").asString(), answer);
        }
        return answer;
    }

    /**
     * A new client, which begins with {@code authorizationStateWaitTdlibParameters}.
     *
     * @param updates gets every update in the order of receipt, on one thread of the client's own. It may block, see
     *     {@link TdClient}; what it throws is logged, and the next update follows.
     */
    public TdClient client(Consumer<ObjectNode> updates) {
        return client(_ -> true, updates);
    }

    /**
     * The same, for a consumer that needs only some of the updates.
     *
     * @param needed asked on the same thread, in order, with TDLib's JSON, which it must not change; what it does not
     *     need is not parsed. It must need what tells that the client is closed: {@code updateAuthorizationState}.
     */
    public synchronized TdClient client(Predicate<byte[]> needed, Consumer<ObjectNode> updates) {
        if (closing) {
            throw new IllegalStateException("TDLib is closed.");
        }
        TdClient client = new TdClient(this, functions.createClient(), needed, updates);
        clients.put(client.id(), client);
        client.start();
        return client;
    }

    /** Closes all clients, one after another, and stops to receive. */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        clients.values().forEach(TdClient::close);
        closed = true;
        try {
            // A process that ends while a thread is inside td_receive may abort.
            receiver.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        deadlines.shutdownNow();
        OPEN.set(false);
    }

    void send(TdClient client, ObjectNode request) {
        functions.send(client.id(), JSON.writeValueAsBytes(request));
    }

    void forget(TdClient client) {
        clients.remove(client.id());
    }

    Future<?> after(Duration delay, Runnable action) {
        return deadlines.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void receive() {
        while (!closed) {
            byte[] event = functions.receive(RECEIVE_SECONDS);
            if (event == null) {
                continue;
            }
            try {
                EventAddress address = EventAddress.of(event, JSON);
                TdClient client = clients.get(address.client());
                if (client != null) {
                    client.take(address, event);
                }
            } catch (RuntimeException e) {
                LOG.error("An event of {} bytes from TDLib has no receiver", event.length, e);
            }
        }
    }
}
