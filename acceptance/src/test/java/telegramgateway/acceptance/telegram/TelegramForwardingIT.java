package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.acceptance.telegram.TelegramGateway.Answer;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Draft;
import telegramgateway.simulator.world.Post;
import telegramgateway.simulator.world.World;

/** Each message that a rule wants has one copy in the destination, whatever happens meanwhile. */
@Tag("telegram")
class TelegramForwardingIT {
    private static final int STREAM = 100;
    private static final int STREAM_MILLIS = 20;

    private TelegramGateway gateway;
    private World telegram;
    private Account reader;
    private Channel signals;
    private Channel copies;

    @BeforeEach
    void start() {
        gateway = TelegramGateway.prepare(Map.of("TELEGRAM_FORWARDS_PER_MINUTE", "1000"));
        telegram = gateway.simulator.world();
        reader = telegram.person("+5511999990001", "Reader");
        signals = telegram.channel("Signals").joinedBy(reader);
        copies = telegram.channel("Copies").writtenBy(reader);
        gateway.service().start();
        gateway.logIn(reader);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private void forward(Channel from, Channel to) {
        Answer answer = rule("{\"channelId\": " + from.chatId() + ", \"destination\": " + to.chatId() + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private Answer rule(String json) {
        return gateway.post("/forwarding-rules", json);
    }

    /** The numbers of a channel's posts that have a copy, in the order of the copies, each as often as it has. */
    private static List<Integer> copied(Channel from, Channel to) {
        return to.livePosts().stream()
                .map(Post::origin)
                .filter(Objects::nonNull)
                .filter(origin -> origin.channel().equals(from))
                .map(Post::id)
                .toList();
    }

    private static List<Integer> ids(Channel channel) {
        return channel.livePosts().stream().map(Post::id).toList();
    }

    private static void awaitCopied(Channel from, Channel to) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(copied(from, to)).containsAll(ids(from)));
        assertThat(copied(from, to)).isEqualTo(ids(from));
    }

    @Test
    void whatARuleWantsIsForwardedOnceWithItsOriginAndAlbumsStayTogether() {
        gateway.watch(signals, "signals");
        signals.posts("buy before there was a rule");
        gateway.awaitStored(signals);
        Answer rule = rule("{\"channelId\": " + signals.chatId() + ", \"destination\": " + copies.chatId()
                + ", \"filter\": \"(?i)\\\\bbuy\\\\b\"}");
        assertThat(rule.status()).as(rule.body().toString()).isEqualTo(200);
        Post first = signals.posts("Buy PETR4");
        signals.posts("sell everything").edit("buy it back");
        List<Post> album = signals.album(
                Draft.text("buy one").photo(new byte[] {1}),
                Draft.text("buy two").photo(new byte[] {2}));
        first.edit("Buy PETR4 at 38");

        await().atMost(LIMIT).until(() -> copies.livePosts().size() >= 3);
        gateway.awaitStored(signals);
        assertThat(copied(signals, copies))
                .containsExactly(
                        first.id(), album.getFirst().id(), album.getLast().id());
        assertThat(copies.livePosts().get(1).album())
                .isPositive()
                .isEqualTo(copies.livePosts().get(2).album());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.metric("telegram_forwarded_total{outcome=\"sent\"}"))
                        .isEqualTo(3));

        assertThat(gateway.delete("/forwarding-rules/" + rule.body().path("id").asLong())
                        .status())
                .isEqualTo(200);
        signals.posts("buy after the rule");
        gateway.awaitStored(signals);
        forward(signals, copies);
        Post last = signals.posts("with another rule");
        await().atMost(LIMIT).until(() -> copies.livePosts().size() >= 4);
        assertThat(copied(signals, copies)).endsWith(last.id()).hasSize(4);
    }

    @Test
    @Tag("slow")
    void aRuleThatCannotBeMeantIsRefusedInWords() {
        gateway.watch(signals, "signals");
        String rule = "{\"channelId\": " + signals.chatId() + ", \"destination\": ";
        assertRefused(400, rule(rule + copies.chatId() + ", \"filter\": \"(\"}"), "no regular expression");
        assertRefused(400, rule(rule + signals.chatId() + "}"), "the channel itself");
        assertRefused(409, rule(rule + "-1009999999999}"), "Chat not found");
        assertRefused(
                409,
                rule("{\"channelId\": " + copies.chatId() + ", \"destination\": " + signals.chatId() + "}"),
                "not registered");
        forward(signals, copies);
        assertRefused(409, rule(rule + copies.chatId() + "}"), "There is a rule");
        assertThat(gateway.delete("/forwarding-rules/4711").status()).isEqualTo(404);
    }

    private static void assertRefused(int status, Answer answer, String message) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.body().toString()).contains(message);
    }

    @Test
    @Tag("slow")
    void ownCopiesAreNotTakenSoThatNothingGoesInACircle() {
        signals.writtenBy(reader);
        gateway.watch(signals, "signals");
        gateway.watch(copies, "copies");
        forward(signals, copies);
        forward(copies, signals);
        for (int i = 0; i < 5; i++) {
            signals.posts("signal " + i);
            copies.posts("comment " + i);
        }

        await().atMost(LIMIT)
                .until(() ->
                        signals.livePosts().size() >= 10 && copies.livePosts().size() >= 10);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.metric("gateway_rejected_total{reason=\"own_copy\"}"))
                        .isEqualTo(10));
        assertOnlyOwnStored();
        Answer read = gateway.post("/channels/" + copies.chatId() + "/history", "{\"limit\": 1000}");
        assertThat(read.body().path("read").asInt()).as(read.body().toString()).isEqualTo(5);
        gateway.service().close();
        gateway.service().start();
        gateway.awaitConnected();
        signals.posts("the last");
        await().atMost(LIMIT).until(() -> copies.livePosts().size() >= 11);
        assertOnlyOwnStored();
        assertThat(copied(signals, copies)).hasSize(6);
        assertThat(copied(copies, signals)).hasSize(5);
    }

    private void assertOnlyOwnStored() {
        for (Channel channel : List.of(signals, copies)) {
            List<Long> own = channel.livePosts().stream()
                    .filter(post -> post.origin() == null)
                    .map(post -> (long) post.id())
                    .toList();
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(gateway.stored(channel).keySet()).containsExactlyElementsOf(own));
        }
    }

    @Test
    void killedWhileItForwardsItForwardsEachMessageOnce() throws InterruptedException {
        gateway.watch(signals, "signals");
        forward(signals, copies);
        Thread stream = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < STREAM; i++) {
                int number = i;
                int copied = Math.max(0, number - 10);
                signals.posts("signal " + number);
                await().pollInterval(Duration.ofMillis(STREAM_MILLIS))
                        .atMost(LIMIT)
                        .until(() -> copies.livePosts().size() >= copied);
            }
        });
        for (int kill = 1; kill <= 4; kill++) {
            int enough = kill * STREAM / 5;
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(LIMIT.multipliedBy(2))
                    .until(() -> copies.livePosts().size() >= enough);
            gateway.service().kill();
            gateway.service().start();
            gateway.awaitConnected();
        }
        stream.join();

        await().atMost(LIMIT.multipliedBy(2))
                .untilAsserted(() -> assertThat(copied(signals, copies)).containsAll(ids(signals)));
        assertThat(copied(signals, copies)).hasSize(STREAM).doesNotHaveDuplicates();
    }

    @Test
    @Tag("slow")
    void whatTelegramRefusesIsOnRecordAndHoldsUpNothing() throws Exception {
        gateway.watch(signals, "signals");
        forward(signals, copies);
        telegram.refuses("messages.forwardMessages", 1, 403, "CHAT_WRITE_FORBIDDEN");
        signals.posts("refused");
        Post next = signals.posts("not refused");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(copied(signals, copies)).containsExactly(next.id()));
        assertThat(gateway.metric("telegram_forwarded_total{outcome=\"refused\"}"))
                .isEqualTo(1);
        assertThat(gateway.log()).contains("is not forwarded to " + copies.chatId());
    }

    @Test
    @Tag("slow")
    void aFloodWaitIsWaitedForAndNothingIsLostOrDoubled() {
        gateway.watch(signals, "signals");
        forward(signals, copies);
        telegram.floodWait("messages.forwardMessages", 1, 2);
        signals.posts("TDLib waits by itself");
        awaitCopied(signals, copies);
        telegram.floodWait("messages.forwardMessages", 1, 62);
        signals.posts("too long for TDLib");
        signals.posts("after it");
        await().atMost(LIMIT).until(() -> telegram.calls("messages.forwardMessages") >= 3);
        await().during(Duration.ofSeconds(50))
                .atMost(LIMIT)
                .until(() -> telegram.calls("messages.forwardMessages") == 3);

        awaitCopied(signals, copies);
    }

    @Test
    void aTextIsPostedAndAnsweredWithItsNumber() {
        gateway.watch(copies, "copies");
        Answer posted = gateway.post("/channels/" + copies.chatId() + "/messages", "{\"text\": \"Good morning\"}");
        assertThat(posted.status()).as(posted.body().toString()).isEqualTo(200);
        Post post = copies.livePosts().getFirst();
        assertThat(posted.body().path("messageId").asLong()).isEqualTo(post.id());
        assertThat(post.text()).isEqualTo("Good morning");
        Answer reply = gateway.post(
                "/channels/" + copies.chatId() + "/messages",
                "{\"text\": \"And good night\", \"replyTo\": " + post.id() + "}");
        assertThat(reply.status()).isEqualTo(200);
        gateway.awaitStored(copies);

        String messages = "/channels/" + copies.chatId() + "/messages";
        assertRefused(400, gateway.post(messages, "{\"text\": \"\"}"), "4096");
        assertRefused(400, gateway.post(messages, "{\"text\": \"" + "x".repeat(4_097) + "\"}"), "4096");
        assertRefused(409, gateway.post("/channels/" + signals.chatId() + "/messages", "{\"text\": \"no\"}"), "rights");
        telegram.floodWait("messages.sendMessage", 1, 3_600);
        Answer flood = gateway.post(messages, "{\"text\": \"too many\"}");
        assertRefused(429, flood, "retry after 3600");
        assertThat(flood.retryAfter()).isEqualTo("3600");
    }

    @Test
    @Tag("slow")
    void historyIsReadWhenAskedFor() {
        signals.posts(250, i -> "old " + i);
        gateway.watch(signals, "signals");
        String history = "/channels/" + signals.chatId() + "/history";
        Answer newest = gateway.post(history, "{\"limit\": 120}");
        assertThat(newest.status()).as(newest.body().toString()).isEqualTo(200);
        assertThat(newest.body().path("read").asInt()).isEqualTo(120);
        assertThat(newest.body().path("newest").asLong()).isEqualTo(251);
        assertThat(newest.body().path("oldest").asLong()).isEqualTo(132);
        assertThat(gateway.post(history, "{\"above\": 0}").body().path("read").asInt())
                .isEqualTo(250);
        gateway.awaitStored(signals);

        assertRefused(400, gateway.post(history, "{}"), "20000");
        assertRefused(400, gateway.post(history, "{\"limit\": 20001}"), "20000");
        assertRefused(404, gateway.post("/channels/" + copies.chatId() + "/history", "{\"limit\": 1}"), "registered");
    }
}
