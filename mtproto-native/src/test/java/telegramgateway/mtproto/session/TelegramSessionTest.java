package telegramgateway.mtproto.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.service.settings.Secret;
import telegramgateway.tdlib.TdJson;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TelegramSessionTest {
    private static final String NAME = "user";

    @TempDir
    private Path root;

    /** The first client is asked for a new login at once, and has not said yet whether it takes the proxy. */
    @Test
    void whatADamagedSessionsClientNeverAnsweredDoesNotFailTheNextOne() throws IOException {
        SlowProxy tdlib = new SlowProxy();
        SessionOptions options = new SessionOptions(
                1, Secret.of("hash"), null, null, TelegramProxy.of("tg://socks?server=127.0.0.1&port=1"), true);
        try (TdLibrary library = TdLibrary.open(tdlib, 0);
                SessionDirectory directory = SessionDirectory.lock(root, NAME)) {
            Files.createFile(SessionDirectory.markOf(root, NAME, true));
            try (TelegramSession session =
                    new TelegramSession(library, directory, options, _ -> {}, InstantSource.system())) {
                session.open();

                await().until(() -> tdlib.clients.get() == 2 && session.state() == SessionState.CORRUPT);
                await().during(Duration.ofMillis(500)).until(() -> session.state() == SessionState.CORRUPT);
            }
        }
        assertThat(root.toFile().list()).anyMatch(name -> name.startsWith("user.corrupt-"));
    }

    /** TDLib without a login; its first client never says whether it takes a proxy. */
    private static final class SlowProxy implements TdJson {
        private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
        private final AtomicInteger clients = new AtomicInteger();

        @Override
        public int createClient() {
            return clients.incrementAndGet();
        }

        @Override
        public void send(int client, byte[] json) {
            JsonNode request = JsonMapper.shared().readTree(json);
            switch (request.path("@type").asString()) {
                case "getOption" -> authorization(client, "WaitTdlibParameters");
                case "setTdlibParameters" -> {
                    ok(client, request);
                    authorization(client, "WaitPhoneNumber");
                }
                case "close" -> authorization(client, "Closed");
                case "addProxy" -> {
                    if (client > 1) {
                        ok(client, request);
                    }
                }
                default -> ok(client, request);
            }
        }

        private void authorization(int client, String state) {
            events.add(
                    ("{\"@type\":\"updateAuthorizationState\",\"authorization_state\":{\"@type\":\"authorizationState"
                                    + state + "\"},\"@client_id\":" + client + "}")
                            .getBytes(UTF_8));
        }

        private void ok(int client, JsonNode request) {
            events.add(("{\"@type\":\"ok\",\"@extra\":" + request.path("@extra").asLong() + ",\"@client_id\":" + client
                            + "}")
                    .getBytes(UTF_8));
        }

        @Override
        public byte @Nullable [] receive(double seconds) {
            try {
                return events.poll(100, TimeUnit.MILLISECONDS);
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
}
