package telegramgateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static telegramgateway.simulator.TestClient.request;
import static telegramgateway.simulator.TestClient.serverId;
import static telegramgateway.simulator.TestClient.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Draft;
import telegramgateway.simulator.world.Post;
import tools.jackson.databind.JsonNode;

class ChannelIT extends TelegramStory {

    private Account anna;
    private Channel news;

    @BeforeEach
    void populate() {
        anna = telegram.person("+5511999990001", "Anna");
        news = telegram.channel("News").named("news").joinedBy(anna);
    }

    @Test
    void posts_edits_views_and_deletes_arrive() {
        try (TestClient client = listening()) {
            Post post = news.posts(Draft.text("Olá, *world* 👋").bold(0, 3).link(5, 7, "https://example.org/"));
            JsonNode message = awaitMessage(client, post);
            assertThat(text(message)).isEqualTo("Olá, *world* 👋");
            assertThat(message.path("content").path("text").path("entities")).hasSize(2);
            assertThat(message.path("date").asLong()).isEqualTo(post.sentAt().getEpochSecond());

            post.edit("Hello");
            await().until(() -> client.count("updateMessageEdited") == 1);
            assertThat(text(fetched(client, post))).isEqualTo("Hello");

            post.viewed(999);
            await().until(() -> fetched(client, post)
                            .path("interaction_info")
                            .path("view_count")
                            .asInt()
                    == 999);

            post.delete();
            await().until(() -> client.all("updateDeleteMessages").stream()
                    .anyMatch(update -> update.path("is_permanent").asBoolean()));
            assertThat(post.isDeleted()).isTrue();
        }
    }

    @Test
    void albums_replies_and_forwards_keep_what_belongs_together() {
        Channel copies = telegram.channel("Copies").joinedBy(anna);
        try (TestClient client = listening()) {
            List<Post> album = news.album(
                    Draft.text("one").photo(jpeg()), Draft.text("two").photo(jpeg()));
            Post reply = news.posts(Draft.text("yes").replyTo(album.getFirst()));
            Post forward = copies.posts(Draft.forwardOf(album.getFirst()));

            JsonNode first = awaitMessage(client, album.getFirst());
            assertThat(first.path("media_album_id").asString())
                    .isNotEqualTo("0")
                    .isEqualTo(awaitMessage(client, album.getLast())
                            .path("media_album_id")
                            .asString());
            assertThat(awaitMessage(client, reply)
                                    .path("reply_to")
                                    .path("message_id")
                                    .asLong()
                            >> 20)
                    .isEqualTo(album.getFirst().id());
            JsonNode origin = awaitMessage(client, forward).path("forward_info").path("origin");
            assertThat(origin.path("chat_id").asLong()).isEqualTo(news.chatId());
            assertThat(origin.path("message_id").asLong() >> 20)
                    .isEqualTo(album.getFirst().id());
        }
    }

    @Test
    void photos_and_documents_can_be_downloaded() throws Exception {
        byte[] picture = jpeg();
        byte[] report = new byte[300_000];
        new Random(2).nextBytes(report);
        try (TestClient client = listening()) {
            JsonNode photo =
                    awaitMessage(client, news.posts(Draft.text("a picture").photo(picture)));
            JsonNode document = awaitMessage(
                    client, news.posts(Draft.text("a report").document("report.pdf", "application/pdf", report)));

            assertThat(document.path("content")
                            .path("document")
                            .path("file_name")
                            .asString())
                    .isEqualTo("report.pdf");
            assertThat(download(client, photo.at("/content/photo/sizes/0/photo/id")))
                    .isEqualTo(picture);
            assertThat(download(client, document.at("/content/document/document/id")))
                    .isEqualTo(report);
        }
    }

    @Test
    void groups_have_authors_and_forums_have_topics() {
        Account bea = telegram.person("+5511999990002", "Bea");
        Channel forum = telegram.forum("Forum").joinedBy(anna).joinedBy(bea);
        try (TestClient client = listening()) {
            Post topic = forum.topic("Trades");
            JsonNode message =
                    awaitMessage(client, forum.posts(Draft.text("buy").by(bea).in(topic)));

            assertThat(message.path("sender_id").path("user_id").asLong()).isEqualTo(bea.id());
            assertThat(message.path("topic_id").path("forum_topic_id").asInt()).isEqualTo(topic.id());
        }
    }

    @Test
    void a_public_channel_is_found_joined_renamed_and_left() {
        Channel other = telegram.channel("Other").named("other");
        other.posts(30, i -> "before " + i);
        try (TestClient client = listening()) {
            client.ask(request("searchPublicChat").put("username", "other"));
            client.ask(request("joinChat").put("chat_id", other.chatId()));
            awaitMessage(client, other.posts("after joining"));
            assertThat(client.history(other)).hasSize(32);

            other.retitled("Another").named("another");
            await().until(() -> client.all("updateChatTitle").stream()
                    .anyMatch(update -> update.path("title").asString().equals("Another")));
            await().until(() -> client.all("updateSupergroup").toString().contains("another"));

            client.ask(request("leaveChat").put("chat_id", other.chatId()));
            other.posts("not heard");
            awaitMessage(client, news.posts("heard"));
            assertThat(client.texts(other)).doesNotContain("not heard");
            assertThatThrownBy(() -> client.ask(request("searchPublicChat").put("username", "nobody")))
                    .hasMessageContaining("USERNAME_NOT_OCCUPIED");
        }
    }

    @Test
    void own_posts_and_forwards_reach_the_world() {
        Channel copies = telegram.channel("Copies").writtenBy(anna);
        try (TestClient client = listening()) {
            Post original = news.posts("a signal");
            JsonNode message = awaitMessage(client, original);

            var send = request("sendMessage").put("chat_id", copies.chatId());
            send.putObject("input_message_content")
                    .put("@type", "inputMessageText")
                    .putObject("text")
                    .put("text", "mine");
            client.ask(send);
            var forward =
                    request("forwardMessages").put("chat_id", copies.chatId()).put("from_chat_id", news.chatId());
            forward.putArray("message_ids").add(message.path("id").asLong());
            client.ask(forward);

            await().until(() -> client.count("updateMessageSendSucceeded") == 2);
            assertThat(copies.livePosts()).extracting(Post::text).containsExactly("mine", "a signal");
            assertThatThrownBy(() -> client.ask(send.put("chat_id", news.chatId())))
                    .hasMessageContaining("rights");
        }
    }

    @Test
    void losing_access_is_not_a_permanent_delete() {
        try (TestClient client = listening()) {
            awaitMessage(client, news.posts("last words"));

            news.bans(anna);

            await().until(() -> client.all("updateSupergroup").toString().contains("chatMemberStatusBanned"));
            assertThat(client.all("updateDeleteMessages"))
                    .noneMatch(update -> update.path("is_permanent").asBoolean());
            assertThatThrownBy(() -> client.history(news)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void the_history_is_read_page_by_page_without_what_was_deleted() {
        List<Post> posts = news.posts(250, i -> "post " + i);
        news.delete(posts.subList(100, 120));
        try (TestClient client = listening()) {
            List<JsonNode> history = client.history(news);

            assertThat(history.stream().map(message -> (int) serverId(message)).toList())
                    .isEqualTo(IntStream.iterate(251, id -> id > 0, id -> id - 1)
                            .filter(id -> id < 102 || id > 121)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void a_group_tells_of_what_it_was_made() {
        Channel group = telegram.group("Group").joinedBy(anna);
        try (TestClient client = listening()) {
            group.upgradedFrom(4711);

            await().until(() -> client.messages(group).toString().contains("\"basic_group_id\":4711"));
        }
    }

    private TestClient listening() {
        TestClient client = client().login(anna).loadChats();
        await().until(() -> telegram.listeners() == 1);
        return client;
    }

    private static JsonNode awaitMessage(TestClient client, Post post) {
        await("post " + post.id()).until(() -> find(client, post) != null);
        return Objects.requireNonNull(find(client, post));
    }

    private static @Nullable JsonNode find(TestClient client, Post post) {
        return client.messages(post.channel()).stream()
                .filter(message -> serverId(message) == post.id())
                .findFirst()
                .orElse(null);
    }

    private static JsonNode fetched(TestClient client, Post post) {
        return client.ask(request("getMessage")
                .put("chat_id", post.channel().chatId())
                .put("message_id", (long) post.id() << 20));
    }

    private static byte[] download(TestClient client, JsonNode id) throws Exception {
        JsonNode file = client.ask(request("downloadFile")
                .put("file_id", id.asInt())
                .put("priority", 1)
                .put("synchronous", true));
        return Files.readAllBytes(Path.of(file.path("local").path("path").asString()));
    }

    private static byte[] jpeg() {
        byte[] bytes = new byte[150_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
