package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How long a channel is silent usually: the longest silence that began in each hour of the day (UTC) within a week, so
 * that a quiet night raises no suspicion. For one thread at a time.
 */
final class UsualSilence {
    /** Where nothing is known of an hour yet. */
    static final Duration UNKNOWN = Duration.ofHours(1);

    /** Beyond it every silence is suspicious. */
    static final Duration MAX = Duration.ofHours(6);

    /** A silence is suspicious when it is so many times as long as the longest. */
    private static final int TIMES = 2;

    private static final int DAYS = 7;
    private static final int HOURS = 24;

    private final Duration min;
    private final Duration[][] longest = new Duration[DAYS][HOURS];
    private final long[] dates = new long[DAYS];
    private @Nullable Instant last;

    /** @param min a shorter silence is never suspicious */
    UsualSilence(Duration min) {
        this.min = min;
    }

    /** The channel has spoken. */
    void ended(Instant now) {
        Instant before = last;
        last = now;
        if (before != null && before.isBefore(now)) {
            ZonedDateTime begin = before.atZone(ZoneOffset.UTC);
            int day = day(begin);
            Duration silence = Duration.between(before, now);
            Duration known = longest[day][begin.getHour()];
            longest[day][begin.getHour()] = known == null || known.compareTo(silence) < 0 ? silence : known;
        }
    }

    /** The place of a day, which forgets the day of the week before. */
    private int day(ZonedDateTime time) {
        long date = time.toLocalDate().toEpochDay();
        int day = (int) (date % DAYS);
        if (dates[day] != date) {
            dates[day] = date;
            longest[day] = new Duration[HOURS];
        }
        return day;
    }

    /** From what length on a silence that begins at a time is suspicious. */
    Duration suspiciousFrom(Instant begin) {
        int hour = begin.atZone(ZoneOffset.UTC).getHour();
        Duration usual = null;
        for (Duration[] day : longest) {
            Duration known = day[hour];
            usual = known != null && (usual == null || usual.compareTo(known) < 0) ? known : usual;
        }
        Duration suspicious = usual == null ? UNKNOWN : usual.multipliedBy(TIMES);
        return min(MAX, max(min, suspicious));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
