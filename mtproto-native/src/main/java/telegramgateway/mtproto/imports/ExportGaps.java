package telegramgateway.mtproto.imports;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.intake.Intake;

/**
 * The message ids that an export leaves out between two entries of one chat. The file does not say when it was made, so
 * the day of its newest message (UTC) stands for that: on that day or later the ids were absent.
 */
final class ExportGaps {
    /** Further gaps are not noted: their ids stay unknown. */
    private static final int GAPS_MAX = 50_000;

    private static final int AT_ONCE_MAX = 500;

    private final List<Gap> gaps = new ArrayList<>();
    private long channelId;
    private long last;
    private @Nullable Instant newest;

    private record Gap(long channelId, long lo, long hi) {}

    /** @param sentAt null for an entry that is no message */
    void entry(long chat, long messageId, @Nullable Instant sentAt) {
        // Where an entry has no id, it may be any of those around it.
        boolean follows = chat == channelId && last > 0 && messageId > last + 1;
        if (follows && CoverageInterval.applies(chat) && gaps.size() < GAPS_MAX) {
            gaps.add(new Gap(chat, last + 1, messageId - 1));
        }
        channelId = chat;
        last = messageId;
        if (sentAt != null && (newest == null || sentAt.isAfter(newest))) {
            newest = sentAt;
        }
    }

    /** Notes what the whole file says. Waits while the journal has no room for it. */
    void note(Intake intake) throws InterruptedException {
        List<CoverageInterval> facts = facts();
        for (int from = 0; from < facts.size(); from += AT_ONCE_MAX) {
            intake.note(facts.subList(from, Math.min(facts.size(), from + AT_ONCE_MAX)));
        }
    }

    private List<CoverageInterval> facts() {
        Instant made = newest;
        if (made == null) {
            return List.of();
        }
        String date = made.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return gaps.stream()
                .map(gap -> new CoverageInterval(
                        gap.channelId(), gap.lo(), gap.hi(), CoverageState.ABSENT_PER_EXPORT, date))
                .toList();
    }
}
