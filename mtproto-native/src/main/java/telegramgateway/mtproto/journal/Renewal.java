package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;

/** What a journal that lost its tail does with the events that it accepted before it learned of the loss. */
final class Renewal {
    private Renewal() {}

    /**
     * Appends once more what was accepted since the opening at positions up to the new start: a reader that has gone
     * past those positions would never see it. Only a clock that runs behind the lost tail makes such positions.
     */
    static JournalState appendAgain(
            Connection connection, JournalState opened, JournalState renewed, InstantSource clock) throws SQLException {
        Append append = new Append(connection, renewed, Map.of(), clock);
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
