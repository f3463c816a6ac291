package telegramgateway.tdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TdClientTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedTdJson functions = new ScriptedTdJson();
    private final TdLibrary library = TdLibrary.open(functions, 0);
    private final List<Integer> numbers = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void a_full_queue_holds_what_comes_and_drops_nothing() {
        CountDownLatch blocked = new CountDownLatch(1);
        TdClient client = library.client(update -> {
            awaitQuietly(blocked);
            note(update);
        });
        int count = 2 * TdClient.WAITING_UPDATES;
        IntStream.range(0, count).forEach(number -> emitNumber(client, number));

        // One is being consumed and one is in the receiver's hand.
        await().until(() -> functions.waiting() == count - TdClient.WAITING_UPDATES - 2);
        blocked.countDown();

        await().until(() -> numbers.size() == count);
        assertThat(numbers).isSorted();
    }

    @Test
    void answers_reach_their_requests_in_any_order() throws Exception {
        TdClient client = library.client(_ -> {});
        CompletableFuture<ObjectNode> first = client.send(TdLibrary.request("getMe"), SOON);
        CompletableFuture<ObjectNode> second = client.send(TdLibrary.request("getChat"), SOON);

        functions.emit("{'@type':'chat','@extra':2,'@client_id':1}");
        functions.emit("{'@type':'user','@extra':1,'@client_id':1}");

        assertThat(second.get().path("@type").asString()).isEqualTo("chat");
        assertThat(first.get().path("@type").asString()).isEqualTo("user");
    }

    @Test
    void an_error_names_method_code_and_wait() {
        TdClient client = library.client(_ -> {});
        CompletableFuture<ObjectNode> answer = client.send(TdLibrary.request("getChatHistory"), SOON);

        functions.emit("{'@type':'error','code':429,'message':'Too Many Requests: retry after 97',"
                + "'@extra':1,'@client_id':1}");

        assertThatThrownBy(answer::get).cause().isInstanceOfSatisfying(TdError.class, error -> {
            assertThat(error).hasMessage("getChatHistory: 429 Too Many Requests: retry after 97");
            assertThat(error.code()).isEqualTo(429);
            assertThat(error.retryAfter()).contains(Duration.ofSeconds(97));
        });
    }

    @Test
    void a_request_without_answer_ends_at_its_deadline() {
        TdClient client = library.client(_ -> {});

        assertThatThrownBy(client.send(TdLibrary.request("getMe"), Duration.ofMillis(20))::get)
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessage("TDLib did not answer getMe within PT0.02S");
    }

    @Test
    void a_consumer_that_throws_gets_the_next_update() {
        TdClient client = library.client(update -> {
            if (update.path("number").asInt(-1) == 1) {
                throw new IllegalStateException("on purpose");
            }
            note(update);
        });

        IntStream.range(0, 3).forEach(number -> emitNumber(client, number));

        await().untilAsserted(() -> assertThat(numbers).containsExactly(0, 2));
    }

    @Test
    void closing_waits_until_every_update_is_consumed() {
        TdClient client = library.client(this::note);
        IntStream.range(0, 1_000).forEach(number -> emitNumber(client, number));

        client.close();

        assertThat(numbers).hasSize(1_000);
    }

    @Test
    void closing_fails_what_was_never_answered() {
        TdClient client = library.client(_ -> {});
        CompletableFuture<ObjectNode> pending = client.send(TdLibrary.request("getMe"), SOON);

        client.close();

        assertThatThrownBy(pending::get).hasMessageContaining("getMe: 500 Request aborted: the client is closed");
    }

    @Test
    void a_consumer_cannot_close_its_client() {
        CompletableFuture<TdClient> itself = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        TdClient client = library.client(_ -> {
            try {
                itself.join().close();
            } catch (IllegalStateException e) {
                thrown.complete(e);
            }
        });
        itself.complete(client);

        emitNumber(client, 1);

        assertThat(thrown.join()).hasMessage("A client cannot be closed by the consumer of its updates.");
    }

    private void emitNumber(TdClient client, int number) {
        functions.emit("{'@type':'updateNumber','number':" + number + ",'@client_id':" + client.id() + "}");
    }

    private void note(ObjectNode update) {
        if (update.has("number")) {
            numbers.add(update.path("number").asInt());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
