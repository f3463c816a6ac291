package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Where the journal stands; one row of its own, which no pruning touches.
 *
 * @param id of this journal; a journal that lost its tail takes a new one
 * @param startPosition nothing is known of what lies at or below; 0 when nothing does
 * @param lastPosition of the newest event; {@code startPosition} when there is none
 * @param lastSequence number of events ever accepted
 * @param headsFloor a message whose latest event lies at or below may be missing in the journal's memory of messages; 0
 *     when none is
 * @param ready false until the start has asked the targets what they hold
 */
public record JournalState(
        UUID id, long startPosition, long lastPosition, long lastSequence, long headsFloor, boolean ready) {

    static JournalState read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM journal")) {
            if (!row.next()) {
                throw new JournalException("The journal has lost the row that says where it stands."
                        + " Stop the gateway, move the journal's files aside, and start it again.");
            }
            return new JournalState(
                    UUID.fromString(row.getString("id")),
                    row.getLong("start_position"),
                    row.getLong("last_position"),
                    row.getLong("last_sequence"),
                    row.getLong("heads_floor"),
                    row.getBoolean("ready"));
        }
    }

    void write(Connection connection) throws SQLException {
        String update = """
                UPDATE journal SET id = ?, start_position = ?, last_position = ?, last_sequence = ?, heads_floor = ?,
                  ready = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, id.toString());
            statement.setLong(2, startPosition);
            statement.setLong(3, lastPosition);
            statement.setLong(4, lastSequence);
            statement.setLong(5, headsFloor);
            statement.setBoolean(6, ready);
            statement.executeUpdate();
        }
    }

    /** The state after the journal appended up to there. */
    JournalState grown(long position, long sequence) {
        return new JournalState(id, startPosition, position, sequence, headsFloor, ready);
    }

    /** The state after the memory of messages lost some whose latest event lies at or below. */
    JournalState forgotten(long position) {
        return new JournalState(id, startPosition, lastPosition, lastSequence, Math.max(headsFloor, position), ready);
    }

    /** The state after others may have used positions up to there, for messages that are then not remembered. */
    JournalState raised(long position) {
        return grown(Math.max(position, lastPosition), lastSequence).forgotten(Math.max(position, lastPosition));
    }

    /** A new journal after the old one, which begins at the given position and must ask the targets again. */
    JournalState renewed(UUID newId, long start) {
        return new JournalState(newId, start, start, lastSequence, headsFloor, false);
    }

    /** The state once the start has asked the targets. */
    JournalState opened() {
        return new JournalState(id, startPosition, lastPosition, lastSequence, headsFloor, true);
    }
}
