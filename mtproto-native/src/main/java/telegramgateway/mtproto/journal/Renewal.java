package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;

/** What a journal that lost its tail does with the events that it accepted before it learned of the loss. */
final class Renewal {
    /** The reason for which the first copy of such an event is parked. */
    private static final String APPENDED_AGAIN = "appended again at a later position";

    private Renewal() {}

    /**
     * Appends once more what was accepted since the opening at positions up to the new start: a reader that has gone
     * past those positions would never see it. Only a clock that runs behind the lost tail makes such positions. The
     * lost tail may have used the very same ones, so the first copies are parked for every target that has not had
     * them.
     */
    static JournalState appendAgain(
            Connection connection, JournalState opened, JournalState renewed, InstantSource clock) throws SQLException {
        Rows.change(
                connection,
                """
                INSERT OR IGNORE INTO parked
                SELECT cursors.target, entries.position, sequence, entries.lane, channel, message, json, ?, ?
                FROM entries JOIN cursors ON cursors.lane IN (entries.lane, %d) AND cursors.position < entries.position
                WHERE sequence > ? AND entries.position <= ?
                """.formatted(TargetLane.ALL),
                APPENDED_AGAIN,
                clock.millis(),
                opened.lastSequence(),
                renewed.startPosition());
        Append append = new Append(connection, renewed, Map.of(), 0, clock);
        for (byte[] json : EntryTable.acceptedSince(connection, opened.lastSequence(), renewed.startPosition())) {
            Message message = MessageJson.decode(json);
            append.append(
                    message,
                    message.kind(),
                    MessageJson.contentHash(message),
                    append.known(message.channelId(), message.messageId()));
        }
        return append.finish();
    }
}
