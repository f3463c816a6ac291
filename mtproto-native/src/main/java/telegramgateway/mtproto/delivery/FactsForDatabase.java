package telegramgateway.mtproto.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.journal.Facts.Fact;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.ParkedEvent;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * What the database learns of message ids beside the events: the journal's facts, and that the events which it refuses
 * itself are refused. Nothing is remembered of what was sent: the cursor says it, also of a database that went back.
 */
record FactsForDatabase(Journal journal) {
    /** The reason for which an id is refused whose event the database refuses. Why is with the parked event. */
    private static final String PARKED = "parked";

    /** A lane's facts above a position, up to another, in order. */
    List<Fact> between(TargetLane lane, long above, long to) {
        List<Fact> facts = new ArrayList<>(journal.facts().between(lane, above, to));
        for (ParkedEvent parked : journal.targets().parked(lane, above, to)) {
            if (CoverageInterval.applies(parked.channelId()) && parked.messageId() > 0) {
                facts.add(new Fact(parked.position(), refused(parked)));
            }
        }
        facts.sort(Comparator.comparingLong(Fact::position));
        return facts;
    }

    private static CoverageInterval refused(ParkedEvent parked) {
        return new CoverageInterval(
                parked.channelId(), parked.messageId(), parked.messageId(), CoverageState.REFUSED, PARKED);
    }
}
