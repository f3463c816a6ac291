package telegramgateway.tdlib;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Functions whose events a test writes. It answers {@code close} as TDLib does. */
final class ScriptedTdJson implements TdJson {

    final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicInteger clients = new AtomicInteger();

    /** Event in JSON with single quotes. */
    void emit(String event) {
        events.add(event.replace('\'', '"'));
    }

    int waiting() {
        return events.size();
    }

    @Override
    public int createClient() {
        return clients.incrementAndGet();
    }

    @Override
    public void send(int client, byte[] request) {
        JsonNode sent = TdLibrary.JSON.readTree(request);
        requests.add(sent);
        if (sent.path("@type").asString().equals("close")) {
            emit("{'@type':'updateAuthorizationState','authorization_state':{'@type':'authorizationStateClosed'},"
                    + "'@client_id':" + client + "}");
        }
    }

    @Override
    public byte @Nullable [] receive(double seconds) {
        try {
            String event = events.poll(10, TimeUnit.MILLISECONDS);
            return event == null ? null : event.getBytes(UTF_8);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public byte[] execute(byte[] request) {
        return "{\"@type\":\"optionValueString\",\"value\":\"1.8.65\"}".getBytes(UTF_8);
    }

    @Override
    public void onFatalError(Consumer<String> listener) {}
}
