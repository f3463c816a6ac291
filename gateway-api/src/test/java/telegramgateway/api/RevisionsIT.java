package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.message.MessageEvent;

class RevisionsIT {
    private static final long CHANNEL = -1002500000001L;
    private static final String PATH = "/api/v1/messages/" + CHANNEL + "/1";
    private static final ApiClient CLIENT = RunningApi.shared().client();
    private static final Feeder FEEDER = RunningApi.shared().feeder();

    private static final MessageEvent POST = FEEDER.posted(CHANNEL, 1, "COMPRA: PETR4");
    private static final MessageEvent EDIT = FEEDER.edited(CHANNEL, 1, "VENDA: PETR4");
    private static final MessageEvent OTHER = FEEDER.posted(CHANNEL, 2, "other");
    private static final MessageEvent DELETION = FEEDER.deleted(CHANNEL, 1);

    @BeforeAll
    static void store() {
        FEEDER.store(List.of(POST, EDIT, OTHER, DELETION));
    }

    @Test
    void everyStateIsThereByteForByte() {
        Answer answer = CLIENT.get(PATH + "/revisions");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.messagesText()).isEqualTo(json(POST) + "," + json(EDIT) + "," + json(DELETION));
        assertThat(answer.json().at("/data/nextCursor").isNull()).isTrue();
        assertThat(answer.meta("hasMore").asBoolean()).isFalse();
    }

    @Test
    void theCursorLeadsThroughAllStates() {
        Answer first = CLIENT.get(PATH + "/revisions?limit=2");
        assertThat(first.messagesText()).isEqualTo(json(POST) + "," + json(EDIT));
        assertThat(first.meta("hasMore").asBoolean()).isTrue();
        Answer second = CLIENT.get(PATH + "/revisions?limit=2&cursor=" + first.nextCursor());
        assertThat(second.messagesText()).isEqualTo(json(DELETION));
        assertThat(second.meta("hasMore").asBoolean()).isFalse();
        assertThat(CLIENT.get(PATH + "/revisions?cursor=" + DELETION.position()).messageIds())
                .isEmpty();
    }

    @Test
    void aMessageIsAnsweredAsItWasAtAPosition() {
        assertThat(CLIENT.get(PATH + "?asOf=" + (POST.position() - 1)).code()).isEqualTo("MESSAGE_NOT_FOUND");
        assertThat(messageAsOf(POST.position())).isEqualTo(json(POST));
        assertThat(messageAsOf(DELETION.position() - 1)).isEqualTo(json(EDIT));
        assertThat(messageAsOf(DELETION.position())).isEqualTo(json(DELETION));
    }

    @Test
    void aMessageIsAnsweredAsItWasAtATime() {
        Instant posted = Instant.EPOCH.plus(POST.position(), ChronoUnit.MICROS);
        assertThat(messageAsOf(posted)).isEqualTo(json(POST));
        assertThat(messageAsOf("9999-12-31")).isEqualTo(json(DELETION));
        assertThat(CLIENT.get(PATH + "?asOf=2020-01-01").code()).isEqualTo("MESSAGE_NOT_FOUND");
    }

    private static String messageAsOf(Object asOf) {
        String body = CLIENT.get(PATH + "?asOf=" + asOf).body();
        return body.substring(body.indexOf("\"message\":") + 10, body.lastIndexOf("},\"meta\""));
    }

    private static String json(MessageEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }
}
