package telegramgateway.mtproto.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.accepted;
import static telegramgateway.mtproto.decode.TdSamples.content;
import static telegramgateway.mtproto.decode.TdSamples.message;
import static telegramgateway.mtproto.decode.TdSamples.object;
import static telegramgateway.mtproto.decode.TdSamples.sample;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.Photo;
import tools.jackson.databind.node.ObjectNode;

class ContentDecoderTest {

    @Test
    void ofAPhotoTheLargestSizeCounts() {
        Decoded.Accepted photo = accepted(message(content("photo")));

        assertThat(photo.message().text()).isEqualTo("caption");
        assertThat(photo.message().photos()).containsExactly(new Photo(1280, 720, 81234, null));
        assertThat(photo.message().media()).isNull();
        assertThat(photo.files()).containsExactly(new MessageFile(0, 3, "R3", "U3", 81234, "image/jpeg", null));
    }

    @Test
    void aPhotoOfWhichNothingIsKnownIsAPhoto() {
        assertThat(accepted(message(object("{\"@type\":\"messagePhoto\"}"))))
                .satisfies(photo -> assertThat(photo.message().photos()).containsExactly(new Photo(0, 0, 0, null)))
                .satisfies(photo -> assertThat(photo.files()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            video     | video_file    | video/mp4  | a.mp4     | 9000000000 | 640 | 360 | 61  | -           | 11
            animation | animation     | video/mp4  | g.mp4     | 5000       | 320 | 240 | 3   | -           | 12
            audio     | audio_file    | audio/mpeg | r.mp3     | 3000000    | 0   | 0   | 180 | Rádio – 13h | 13
            document  | document      | text/plain | rules.txt | 77         | 0   | 0   | 0   | -           | 14
            voice     | voice_message | audio/ogg  | -         | 9000       | 0   | 0   | 7   | -           | 15
            videoNote | video_message | video/mp4  | -         | 800000     | 384 | 384 | 9   | -           | 16
            sticker   | sticker       | -          | -         | 6000       | 512 | 512 | 0   | 😒          | 17
            """)
    void aFileIsDescribedAndCanBeAskedFor(
            String name,
            String type,
            @Nullable String mimeType,
            @Nullable String fileName,
            long size,
            int width,
            int height,
            int duration,
            @Nullable String title,
            int tdlibId) {
        Decoded.Accepted decoded = accepted(message(content(name)));

        String known = name.equals("sticker") ? "application/x-tgsticker" : mimeType;
        assertThat(decoded.message().media())
                .isEqualTo(new Media(type, mimeType, fileName, size, width, height, duration, null, title));
        assertThat(decoded.message().photos()).isEmpty();
        assertThat(decoded.files())
                .containsExactly(new MessageFile(
                        MessageFile.OF_MEDIA, tdlibId, "R" + tdlibId, "U" + tdlibId, size, known, fileName));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            poll             | poll                  | Which?
            contact          | contact               | Ana
            location         | location              |
            liveLocation     | live_location         |
            venue            | venue                 | Cais, Rua 1
            game             | game                  | Chess
            invoice          | invoice               | Premium
            dice             | dice                  | 🎲
            stakeDice        | stake_dice            |
            story            | story                 |
            checklist        | todo_list             | Today
            giveaway         | giveaway              |
            giveawayResults  | giveaway_results      |
            paidMedia        | paid_media            |
            expiredPhoto     | expired_photo         |
            expiredVideo     | expired_video         |
            expiredVideoNote | expired_video_message |
            expiredVoiceNote | expired_voice_message |
            """)
    void structuredContentsHaveATypeAndATitle(String name, String type, @Nullable String title) {
        Decoded.Accepted decoded = accepted(message(content(name)));

        assertThat(decoded.message().media()).isEqualTo(new Media(type, null, null, 0, 0, 0, 0, null, title));
        assertThat(decoded.files()).isEmpty();
    }

    @Test
    void paidMediaShowThePhotosThatThisAccountMaySee() {
        Decoded.Accepted bought = accepted(message(content("boughtMedia")));

        assertThat(sample("paidMedia").text()).isEqualTo("pague");
        assertThat(bought.message().photos())
                .containsExactly(new Photo(1280, 720, 81234, null), new Photo(0, 0, 0, null));
        assertThat(bought.message().media()).isNull();
        assertThat(bought.files()).extracting(MessageFile::photo).containsExactly(0);
    }

    @Test
    void aPollKeepsItsAnswersAndAPlaceItsCoordinates() {
        assertThat(sample("poll").extra()).hasToString("{poll={\"answers\":[\"A\",\"B\"]}}");
        for (String place : new String[] {"location", "liveLocation", "venue"}) {
            assertThat(sample(place).extra()).hasToString("{location={\"latitude\":-23.96,\"longitude\":-46.0}}");
        }
    }

    @Test
    void anAnimatedEmojiIsAText() {
        Message plain = sample("animatedEmoji");
        Message custom = sample("customEmoji");

        assertThat(plain.text()).isEqualTo("😒");
        assertThat(plain.media()).isNull();
        assertThat(plain.entities()).isEmpty();
        assertThat(custom.text()).isEqualTo("😒");
        assertThat(custom.entities())
                .hasToString("[TextEntity[type=custom_emoji, offset=0, length=2,"
                        + " attributes={customEmojiId=5368324170671202286}]]");
    }

    @Test
    void aRichMessageKeepsItsWords() {
        assertThat(sample("rich").text()).isEqualTo("Sinal\nCompra PETR4 já\n1.\nalvo 32");
    }

    @Test
    void aRichMessageThatIsTooDeepEndsWhereItIs() {
        ObjectNode rich = object("{\"@type\":\"richTextPlain\",\"text\":\"deep\"}");
        for (int depth = 0; depth < 5_000; depth++) {
            ObjectNode outer = object("{\"@type\":\"richTextBold\"}");
            outer.set("text", rich);
            rich = outer;
        }
        ObjectNode content = object("{\"@type\":\"messageRichMessage\"}");
        content.putObject("message").putArray("blocks").add(rich);

        assertThat(accepted(message(content)).message().text()).isEmpty();
    }

    @Test
    void everySampleIsAMessage() {
        assertThat(TdSamples.names())
                .hasSize(33)
                .allSatisfy(name -> assertThat(sample(name).channelId()).isEqualTo(TdSamples.CHANNEL));
    }
}
