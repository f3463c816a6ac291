package telegramgateway.mtproto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.TestMessages;

class MediaRuleTest {

    private static List<String> places(String rule, MediaEvents.Content content) {
        return MediaRule.parse(rule).wanted(MediaEvents.message(1, content)).stream()
                .map(MediaRule.Wanted::place)
                .toList();
    }

    @Test
    void byDefaultNothingIsWanted() {
        assertThat(MediaRule.parse("none").isNone()).isTrue();
        assertThat(places("none", MediaEvents.photos(2))).isEmpty();
    }

    @Test
    void allMeansEveryPhotoAndEveryFile() {
        assertThat(places("all", MediaEvents.photos(2))).containsExactly("photos/0", "photos/1");
        assertThat(places("all", MediaEvents.media("voice_message"))).containsExactly("media");
    }

    @Test
    void whatIsNoFileIsNotWanted() {
        assertThat(places("all", MediaEvents.media("poll"))).isEmpty();
    }

    @Test
    void onlyTheNamedKindsAreWanted() {
        assertThat(places("photo, document", MediaEvents.photos(1))).containsExactly("photos/0");
        assertThat(places("photo, document", MediaEvents.media("document"))).containsExactly("media");
        assertThat(places("photo, document", MediaEvents.media("video_file"))).isEmpty();
        assertThat(places("document", MediaEvents.photos(1))).isEmpty();
    }

    @Test
    void ofADeletedMessageNothingIsWanted() {
        assertThat(MediaRule.parse("all").wanted(TestMessages.deletion(TestMessages.CHANNEL, 1, MessageSource.USER)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"photos", "photo,", "all,photo", "", "Photo", "poll"})
    void anUnknownKindIsRefusedWithTheList(String rule) {
        assertThatThrownBy(() -> MediaRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TELEGRAM_MEDIA")
                .hasMessageContaining("photo, document, video_file, animation, audio_file, voice_message");
    }
}
