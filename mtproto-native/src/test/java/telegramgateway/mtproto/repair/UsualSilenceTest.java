package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsualSilenceTest {
    private static final Instant MORNING = Instant.parse("2026-05-04T08:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-05-04T22:00:00Z");
    private final UsualSilence silence = new UsualSilence(Duration.ofMinutes(5));

    /** A message each so many minutes for an hour. */
    private void everyMinutes(Instant from, int minutes) {
        for (int i = 0; i < 60; i += minutes) {
            silence.ended(from.plus(Duration.ofMinutes(i)));
        }
    }

    @Test
    void ofAnHourOfWhichNothingIsKnownAnHourIsSuspicious() {
        assertThat(silence.suspiciousFrom(MORNING)).isEqualTo(UsualSilence.UNKNOWN);
    }

    @Test
    void twiceTheLongestIsSuspicious() {
        everyMinutes(MORNING, 10);
        assertThat(silence.suspiciousFrom(MORNING.plusSeconds(3_000))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aBusyChannelIsGivenSomeTimeAllTheSame() {
        everyMinutes(MORNING, 1);
        assertThat(silence.suspiciousFrom(MORNING)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aQuietNightIsKnownTheNextEvening() {
        everyMinutes(EVENING, 2);
        silence.ended(EVENING.plus(Duration.ofHours(3)));
        everyMinutes(MORNING.plus(Duration.ofDays(1)), 2);

        Instant nextEvening = EVENING.plus(Duration.ofDays(1)).plusSeconds(60);
        assertThat(silence.suspiciousFrom(nextEvening)).isEqualTo(Duration.ofMinutes(2 * 122));
        assertThat(silence.suspiciousFrom(MORNING.plus(Duration.ofDays(2)))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void noSilenceIsLongEnoughToBeForgotten() {
        silence.ended(EVENING);
        silence.ended(EVENING.plus(Duration.ofHours(10)));
        assertThat(silence.suspiciousFrom(EVENING)).isEqualTo(UsualSilence.MAX);
    }

    @Test
    void aWeekLaterADayIsForgotten() {
        everyMinutes(EVENING, 20);
        Instant nextWeek = EVENING.plus(Duration.ofDays(7));
        everyMinutes(nextWeek, 1);
        silence.ended(nextWeek.plusSeconds(3_541));
        assertThat(silence.suspiciousFrom(nextWeek)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aClockThatGoesBackTeachesNothing() {
        silence.ended(EVENING);
        silence.ended(MORNING);
        assertThat(silence.suspiciousFrom(EVENING)).isEqualTo(UsualSilence.UNKNOWN);
    }
}
