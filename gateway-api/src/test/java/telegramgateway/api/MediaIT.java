package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;

class MediaIT {
    private static final String TOKEN = "the-token-of-the-gateway";
    private static final String HASH = "ab".repeat(32);
    private static final String FOREIGN = "cd".repeat(32);
    private static final String PATH = "/api/v1/messages/-1008000000001/42/media";
    private static final byte[] BYTES = new byte[3_000_000];

    private static FileKeeper keeper;
    private static RunningApi api;

    @BeforeAll
    static void start() throws IOException {
        new Random(3).nextBytes(BYTES);
        keeper = new FileKeeper();
        keeper.files.put(HASH, BYTES);
        keeper.files.put(FOREIGN, BYTES);
        keeper.messages.put("/channels/-1008000000001/messages/42/files", """
                {"channelId":-1008000000001,"messageId":42,"position":5,"files":[
                 {"place":"photos/0","sha256":"%s","size":3000000,"mimeType":"image/jpeg","uniqueId":"x"},
                 {"place":"media","size":90000000,"name":"long.mp4","leftOut":"too_large"}]}""".formatted(HASH));
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        api = RunningApi.start(
                LocalRedis.shared(),
                database,
                Map.of(
                        "GATEWAY_CONTROL_TOKEN",
                        TOKEN,
                        "MTPROTO_SERVICE_URL",
                        keeper.url(),
                        "TELEGRAM_GATEWAY_API_DOWNLOADS_MAX",
                        "2"));
    }

    @AfterAll
    static void stop() {
        api.close();
        keeper.close();
    }

    @AfterEach
    void letIn() {
        keeper.refuseWith = 0;
    }

    @Test
    void theFilesOfAMessageAreListedWithWhereTheyAre() {
        Answer answer = api.client().get(PATH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/files/0/url").asString()).isEqualTo(PATH + "/" + HASH);
        assertThat(answer.json().at("/data/files/1/leftOut").asString()).isEqualTo("too_large");
        assertThat(answer.json().at("/data/files/1").has("url")).isFalse();
        assertThat(keeper.tokens).containsOnly(TOKEN);
    }

    @Test
    void theBytesAreTheFilesOwn() {
        Answer whole = ask("Accept", "*/*");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.response().body()).isEqualTo(BYTES);
        assertThat(whole.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(whole.header("ETag")).isEqualTo("\"" + HASH + "\"");
        assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aPartIsAPart() {
        Answer part = ask("Range", "bytes=1000-1999");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(BYTES, 1_000, 2_000));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 1000-1999/3000000");
        Answer beyond = ask("Range", "bytes=3000000-3000001");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */3000000");
    }

    @Test
    void whoHasTheFileIsToldSo() {
        assertThat(ask("If-None-Match", "\"" + HASH + "\"").status()).isEqualTo(304);
    }

    @Test
    void aFileOfAnotherMessageIsNotReachedThroughThisOne() {
        assertThat(api.client().get(PATH + "/" + FOREIGN).code()).isEqualTo("MEDIA_NOT_FOUND");
        assertThat(api.client()
                        .get(PATH + "/" + HASH.toUpperCase(java.util.Locale.ROOT))
                        .code())
                .isEqualTo("INVALID_ID");
        assertThat(api.client().get(PATH.replace("42", "43")).code()).isEqualTo("MEDIA_NOT_FOUND");
    }

    @Test
    void aFileThatWasRemovedIsGone() {
        keeper.files.remove(HASH);
        try {
            assertThat(api.client().get(PATH + "/" + HASH).status()).isEqualTo(410);
        } finally {
            keeper.files.put(HASH, BYTES);
        }
    }

    @Test
    void whyThereAreNoFilesIsSaid() {
        for (int status : new int[] {409, 401, 403, 500}) {
            keeper.refuseWith = status;
            Answer answer = api.client().get(PATH + "/" + HASH);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("MEDIA_UNAVAILABLE");
            assertThat(answer.json().at("/error/details/hint").asString()).isNotBlank();
        }
    }

    @Test
    void placesAreGivenBack() {
        for (int i = 0; i < 6; i++) {
            assertThat(ask("Range", "bytes=0-9").status()).isEqualTo(206);
        }
    }

    private static Answer ask(String header, String value) {
        return api.client()
                .send(HttpRequest.newBuilder(api.client().uri(PATH + "/" + HASH))
                        .header("X-API-Key", RunningApi.KEY)
                        .header(header, value)
                        .build());
    }
}
