package telegramgateway.acceptance.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Draft;
import telegramgateway.simulator.world.Post;
import tools.jackson.databind.JsonNode;

/** What a message's files are on Telegram is what the gateway has of them, whatever happens to it meanwhile. */
class TelegramMediaIT extends TelegramScene {
    private static final int MAX_SIZE = 300_000;
    private static final int FILES = 80;

    private final Path directory = TemporaryDirectory.create("media");
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    Map<String, String> settings() {
        return Map.of(
                "TELEGRAM_MEDIA",
                "photo,document",
                "TELEGRAM_MEDIA_MAX_SIZE",
                MAX_SIZE + "B",
                "TELEGRAM_MEDIA_DIR",
                directory.toString());
    }

    @BeforeEach
    void logIn() {
        gateway.logIn(reader);
        gateway.watch(signals, "signals");
    }

    @AfterEach
    void forget() {
        TemporaryDirectory.delete(directory);
    }

    private byte[] content(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    private byte[] jpeg(int size) {
        byte[] content = content(size);
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xee}, 0, content, 0, 4);
        return content;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode files(Post post) {
        return gateway.get("/channels/" + signals.chatId() + "/messages/" + post.id() + "/files");
    }

    private JsonNode awaitFile(Post post) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(files(post).path("files").size())
                        .as(files(post).toString())
                        .isEqualTo(1));
        return files(post).path("files").path(0);
    }

    private void awaitContents(List<Post> posts, List<byte[]> contents) throws Exception {
        for (int i = 0; i < posts.size(); i++) {
            String sha256 = awaitFile(posts.get(i)).path("sha256").asString();
            assertThat(sha256).isEqualTo(sha256(contents.get(i)));
            assertThat(gateway.bytes("/files/" + sha256).body()).isEqualTo(contents.get(i));
        }
    }

    private List<Path> below(String part) throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve(part))) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aPhotoAndADocumentThatArePostedAreThereByteForByte() throws Exception {
        byte[] photo = jpeg(150_000);
        byte[] document = content(MAX_SIZE);
        Post withPhoto = signals.posts(Draft.text("a photo").photo(photo));
        Post withDocument = signals.posts(Draft.text("a document").document("../../report.pdf", "text/html", document));
        Post withText = signals.posts("no file");

        JsonNode ofPhoto = awaitFile(withPhoto);
        assertThat(ofPhoto.path("place").asString()).isEqualTo("photos/0");
        assertThat(ofPhoto.path("sha256").asString()).isEqualTo(sha256(photo));
        assertThat(ofPhoto.path("size").asInt()).isEqualTo(photo.length);
        assertThat(ofPhoto.path("mimeType").asString()).isEqualTo("image/jpeg");
        JsonNode ofDocument = awaitFile(withDocument);
        assertThat(ofDocument.path("place").asString()).isEqualTo("media");
        assertThat(ofDocument.path("mimeType").asString()).isEqualTo("text/html");
        assertThat(ofDocument.path("name").asString()).isEqualTo("report.pdf");

        HttpResponse<byte[]> picture =
                gateway.bytes("/files/" + ofPhoto.path("sha256").asString());
        assertThat(picture.body()).isEqualTo(photo);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        HttpResponse<byte[]> whole =
                gateway.bytes("/files/" + ofDocument.path("sha256").asString());
        assertThat(whole.body()).isEqualTo(document);
        Map<String, List<String>> headers = whole.headers().map();
        assertThat(headers).containsEntry("content-type", List.of("application/octet-stream"));
        assertThat(headers).containsEntry("content-disposition", List.of("attachment"));
        assertThat(headers).containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(headers).containsEntry("content-length", List.of(Integer.toString(MAX_SIZE)));
        assertThat(headers).containsEntry("etag", List.of('"' + sha256(document) + '"'));
        HttpResponse<byte[]> part = gateway.bytes("/files/" + sha256(document), "Range", "bytes=1000-1999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(document, 1_000, 2_000));
        assertThat(gateway.bytes("/files/" + sha256(document), "If-None-Match", '"' + sha256(document) + '"')
                        .statusCode())
                .isEqualTo(304);

        for (String nothing : List.of(sha256(content(1)), "..%2Fmessages", "passwd")) {
            assertThat(gateway.bytes("/files/" + nothing).statusCode()).isIn(400, 404);
        }
        gateway.awaitStored(signals);
        assertThat(gateway.bytes("/channels/" + signals.chatId() + "/messages/" + withText.id() + "/files")
                        .statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/health")
                        .path("tiers")
                        .path("media")
                        .path("status")
                        .asString())
                .isEqualTo("up");
        await().atMost(LIMIT).until(() -> tdlibsCopies().isEmpty());
    }

    private List<Path> tdlibsCopies() throws IOException {
        try (Stream<Path> paths = Files.walk(gateway.sessions.resolve("user/files"))) {
            return paths.filter(path -> path.toString().matches(".*/(photos|documents)/.+"))
                    .toList();
        }
    }

    @Test
    @Tag("slow")
    void anEditThatReplacesThePhotoAndAFileThatIsTooLargeShowInTheIndex() throws Exception {
        Post large = signals.posts(Draft.text("large").document("large.bin", "x/y", content(MAX_SIZE + 1)));
        byte[] second = jpeg(20_000);
        Post post = signals.posts(Draft.text("first").photo(jpeg(10_000)));
        awaitFile(post);
        post.edit(Draft.text("second").photo(second));

        await().atMost(LIMIT)
                .until(() -> awaitFile(post).path("sha256").asString().equals(sha256(second)));
        JsonNode left = awaitFile(large);
        assertThat(left.path("leftOut").asString()).isEqualTo("too_large");
        assertThat(left.path("size").asInt()).isEqualTo(MAX_SIZE + 1);
        assertThat(new String(gateway.bytes("/metrics").body(), UTF_8))
                .contains("telegram_media_files_total{outcome=\"too_large\"} 1.0");
    }

    @Test
    void killedInTheMiddleOfDownloadsItGetsEachFileAfterwards() throws Exception {
        List<byte[]> contents = new ArrayList<>();
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            contents.add(content(MAX_SIZE - i));
            posts.add(signals.posts(
                    Draft.text("document " + i).document("file" + i + ".bin", "application/pdf", contents.get(i))));
        }
        for (int part = 1; part <= 3; part++) {
            int some = part * FILES / 8;
            await().atMost(LIMIT).until(() -> below("messages").size() >= some);
            gateway.service().kill();
            assertThat(below("messages").size()).as("when killed").isLessThan(FILES);
            gateway.service().start();
            gateway.awaitConnected();
        }

        awaitContents(posts, contents);
        assertThat(below("incoming")).isEmpty();
        assertThat(below("sha256")).hasSize(FILES);
    }

    @Test
    @Tag("slow")
    void whatWasPostedWhileItWasAwayIsFetchedAsWell() throws Exception {
        gateway.awaitStored(signals);
        signals.posts("the first");
        gateway.awaitStored(signals);
        gateway.service().close();
        List<byte[]> contents = new ArrayList<>();
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            contents.add(jpeg(1_000 + i));
            posts.add(signals.posts(Draft.text("photo " + i).photo(contents.get(i))));
        }
        signals.posts(120, i -> "so many that TDLib reports the newest only " + i);
        gateway.service().start();
        gateway.awaitConnected();

        awaitContents(posts, contents);
    }

    @Test
    @Tag("slow")
    void whatTelegramRefusesForATimeIsTriedAgain() throws Exception {
        telegram.refuses("upload.getFile", 3, 400, "FILE_ID_INVALID");
        byte[] content = content(10_000);
        Post post = signals.posts(Draft.text("a document").document("a.pdf", "application/pdf", content));

        await().atMost(LIMIT)
                .until(() -> gateway.get("/health")
                        .path("tiers")
                        .path("media")
                        .path("reason")
                        .asString("")
                        .contains("File download has failed"));
        awaitContents(List.of(post), List.of(content));
        await().atMost(LIMIT).until(() -> gateway.service().health().equals("healthy"));
    }

    @Test
    @Tag("slow")
    void aBotAloneFetchesTheFilesOfWhatItGets() throws Exception {
        gateway.close();
        Map<String, String> ofABot = new HashMap<>(settings());
        ofABot.put("TELEGRAM_USER_ACCOUNT", "false");
        ofABot.put("TELEGRAM_INGESTION_BOT_TOKEN", BOT_TOKEN);
        gateway = TelegramGateway.prepare(ofABot);
        Account alone = gateway.simulator.world().bot(BOT_TOKEN, "Receiver");
        signals = gateway.simulator.world().channel("Signals").joinedBy(alone);
        gateway.service().start();
        gateway.awaitConnected();
        gateway.watch(signals, "signals");
        byte[] content = jpeg(10_000);
        Post post = signals.posts(Draft.text("a photo").photo(content));

        awaitContents(List.of(post), List.of(content));
    }
}
