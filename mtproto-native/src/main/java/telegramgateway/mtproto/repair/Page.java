package telegramgateway.mtproto.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * What Telegram answered about a channel's messages.
 *
 * @param messages those that can be taken, newest first
 * @param facts about ids without a message that can be taken; of a chat whose ids are not dense none
 * @param there the ids of all messages that were answered
 * @param oldest the lowest id that was answered; 0 when there was none
 */
record Page(List<Message> messages, List<CoverageInterval> facts, Set<Long> there, long oldest) {

    /** How many messages were answered, whatever became of them. */
    int seen() {
        return there.size();
    }

    /** Gathers what one answer says. */
    static final class Builder {
        private final long channelId;
        private final List<Message> messages = new ArrayList<>();
        private final List<CoverageInterval> facts = new ArrayList<>();
        private long oldest;
        private final Set<Long> there = new HashSet<>();

        Builder(long channelId) {
            this.channelId = channelId;
        }

        /** A message that can be taken. */
        void message(Message message) {
            seen(message.messageId());
            messages.add(message);
        }

        /** There is a message that cannot. */
        void refused(long messageId, String reason) {
            if (messageId > 0) {
                seen(messageId);
                add(messageId, messageId, CoverageState.REFUSED, reason);
            }
        }

        /** What another answer says of the same channel. */
        void add(Page other) {
            messages.addAll(other.messages());
            facts.addAll(other.facts());
            other.there().forEach(this::seen);
        }

        /** There is none; lo above hi says nothing. */
        void absent(long lo, long hi) {
            if (lo <= hi) {
                add(lo, hi, CoverageState.ABSENT, null);
            }
        }

        private void seen(long messageId) {
            there.add(messageId);
            oldest = oldest == 0 ? messageId : Math.min(oldest, messageId);
        }

        private void add(long lo, long hi, CoverageState state, @Nullable String reason) {
            if (CoverageInterval.applies(channelId)) {
                facts.add(new CoverageInterval(channelId, lo, hi, state, reason));
            }
        }

        Page build() {
            List<Message> newestFirst = messages.stream()
                    .sorted(Comparator.comparingLong(Message::messageId).reversed())
                    .toList();
            return new Page(newestFirst, List.copyOf(facts), Set.copyOf(there), oldest);
        }
    }
}
