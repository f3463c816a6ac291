package telegramgateway.simulator;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.tdlib.TdClient;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A TDLib client with a memory for updates. */
final class TestClient implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<ObjectNode> updates = new CopyOnWriteArrayList<>();
    private final TdClient client;
    private volatile Consumer<String> listener = _ -> {};
    private volatile boolean keeps = true;

    TestClient(TdLibrary library, ClientSettings settings, Path directory) {
        client = library.client(update -> {
            String type = update.path("@type").asString("");
            if (type.equals("updateNewMessage")) {
                listener.accept(text(update.path("message")));
            }
            if (keeps && !type.equals("updateOption")) {
                updates.add(update);
            }
        });
        ObjectNode parameters = request("setTdlibParameters")
                .put("use_test_dc", settings.useTestDc())
                .put("database_directory", directory.toString())
                .put("use_file_database", true)
                .put("use_chat_info_database", true)
                .put("use_message_database", true)
                .put("api_id", 1)
                .put("api_hash", "0123456789abcdef0123456789abcdef")
                .put("system_language_code", "en")
                .put("device_model", "test")
                .put("application_version", "0");
        ObjectNode proxy = request("addProxy").put("enable", true);
        proxy.putObject("proxy")
                .put("@type", "proxy")
                .put("server", settings.host())
                .put("port", settings.port())
                .putObject("type")
                .put("@type", "proxyTypeMtproto")
                .put("secret", settings.secret());
        // Both at once: in between TDLib would connect without the proxy.
        CompletableFuture<ObjectNode> begun = client.send(parameters, SOON);
        ask(proxy);
        begun.join();
    }

    static ObjectNode request(String method) {
        return TdLibrary.request(method);
    }

    /** @throws TdError when TDLib or Telegram refuses */
    ObjectNode ask(ObjectNode request) {
        try {
            return client.send(request, SOON).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TdError error ? error : e;
        }
    }

    TestClient login(Account person) {
        phone(person);
        ask(request("checkAuthenticationCode").put("code", person.code()));
        awaitState("authorizationStateReady");
        return this;
    }

    void phone(Account person) {
        ask(request("setAuthenticationPhoneNumber").put("phone_number", person.phone()));
    }

    /** Makes it know its chats. */
    TestClient loadChats() {
        try {
            ask(request("loadChats").put("limit", 100));
        } catch (TdError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
        await().until(() -> count("updateNewChat") > 0);
        return this;
    }

    /** Waits for an authorization state that is the latest. */
    JsonNode awaitState(String state) {
        await("state " + state).until(() -> state().path("@type").asString("").equals(state));
        return state();
    }

    JsonNode state() {
        List<ObjectNode> states = all("updateAuthorizationState");
        return states.isEmpty() ? request("none") : states.getLast().path("authorization_state");
    }

    List<ObjectNode> all(String type) {
        return updates.stream()
                .filter(update -> update.path("@type").asString("").equals(type))
                .toList();
    }

    long count(String type) {
        return updates.stream()
                .filter(update -> update.path("@type").asString("").equals(type))
                .count();
    }

    /** The new messages of a channel, in the order in which they came. */
    List<JsonNode> messages(Channel channel) {
        return all("updateNewMessage").stream()
                .map(update -> update.path("message"))
                .filter(message -> message.path("chat_id").asLong() == channel.chatId())
                .toList();
    }

    List<String> texts(Channel channel) {
        return messages(channel).stream().map(TestClient::text).toList();
    }

    static String text(JsonNode message) {
        JsonNode content = message.path("content");
        return content.path("text")
                .path("text")
                .asString(content.path("caption").path("text").asString(""));
    }

    static long serverId(JsonNode message) {
        return message.path("id").asLong() >> 20;
    }

    /** The whole history of a channel by its pages, newest first. */
    List<JsonNode> history(Channel channel) {
        List<JsonNode> all = new ArrayList<>();
        long from = 0;
        while (true) {
            JsonNode page = ask(request("getChatHistory")
                            .put("chat_id", channel.chatId())
                            .put("from_message_id", from)
                            .put("limit", 100))
                    .path("messages");
            if (page.isEmpty()) {
                return all;
            }
            page.forEach(all::add);
            from = all.getLast().path("id").asLong();
        }
    }

    /** From now on keeps no updates; the texts of new messages go to a listener. */
    void counting(Consumer<String> texts) {
        listener = texts;
        keeps = false;
    }

    void forgetUpdates() {
        updates.clear();
    }

    @Override
    public void close() {
        client.close();
    }
}
