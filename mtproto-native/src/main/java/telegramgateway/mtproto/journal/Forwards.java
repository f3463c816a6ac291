package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was forwarded within Telegram, and what is on its way: one record per message and destination, written before
 * anything is sent. Safe for use by many threads.
 */
public final class Forwards {
    /** Records are kept so long: no event comes again after that, since no message is remembered longer. */
    static final Duration LIFE = Pruning.HEADS_LIFE;

    private static final long ROWS_MAX = 100_000;

    /** They take so much of the journal's size at most: entries must always find room. */
    private static final int SHARE = 16;

    /** Bytes of a record, with its part of the indexes. */
    private static final int ROW_BYTES = 256;

    private static final String COLUMNS = "channel, message, destination, rule, origin, state, reason, copy, at";

    private final JournalFile file;
    private final InstantSource clock;

    Forwards(JournalFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** How far a message has come. */
    public enum State {
        /** Its copy may be there, or not. */
        SENDING,
        SENT,
        REFUSED
    }

    /**
     * A message on its way to a destination.
     *
     * @param origin by which its copy is known there
     * @param reason why it was refused; null while it was not
     * @param copy the copy's id in the destination; 0 while it is not known
     * @param at when it came into this state
     */
    public record Forward(
            long channelId,
            long messageId,
            long destination,
            long rule,
            String origin,
            State state,
            @Nullable String reason,
            long copy,
            Instant at) {

        public boolean isDecided() {
            return state != State.SENDING;
        }
    }

    /** What is known of a message and a destination. */
    public Optional<Forward> find(long channelId, long messageId, long destination) {
        return select("channel = ? AND message = ? AND destination = ?", channelId, messageId, destination).stream()
                .findFirst();
    }

    /** All that is on its way, or was left there. */
    public List<Forward> onTheWay() {
        return select("state = 'SENDING'");
    }

    /**
     * Whether a message of a destination is the copy of another, or may be since one of its origin is on its way. It is
     * one question: the answer to two could miss a copy that is confirmed in between.
     */
    public boolean mayBeCopy(long destination, long messageId, String origin) {
        return !select(
                        "destination = ?1 AND copy = ?2 OR destination = ?1 AND origin = ?3 AND state = 'SENDING'",
                        destination,
                        messageId,
                        origin)
                .isEmpty();
    }

    /** Whether a message of a destination is the copy of another. */
    public boolean isCopy(long destination, long messageId) {
        return !select("destination = ? AND copy = ?", destination, messageId).isEmpty();
    }

    /** Notes what is about to be sent; on disk when this returns. What is decided stays as it is. */
    public void sending(List<Forward> forwards) {
        write(forwards, " WHERE state = 'SENDING'");
    }

    /** Notes that the copy is there. */
    public void sent(Forward forward, long copy) {
        write(List.of(with(forward, State.SENT, null, copy)), "");
    }

    /** Notes that there will be no copy. */
    public void refused(Forward forward, String reason) {
        write(List.of(with(forward, State.REFUSED, reason, 0)), "");
    }

    private static Forward with(Forward forward, State state, @Nullable String reason, long copy) {
        return new Forward(
                forward.channelId(),
                forward.messageId(),
                forward.destination(),
                forward.rule(),
                forward.origin(),
                state,
                reason,
                copy,
                forward.at());
    }

    private void write(List<Forward> forwards, String condition) {
        file.write(connection -> {
            for (Forward forward : forwards) {
                Rows.change(
                        connection,
                        "INSERT INTO forwards (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason,"
                                + " copy = excluded.copy, origin = excluded.origin, rule = excluded.rule" + condition,
                        forward.channelId(),
                        forward.messageId(),
                        forward.destination(),
                        forward.rule(),
                        forward.origin(),
                        forward.state().name(),
                        forward.reason(),
                        forward.copy() == 0 ? null : (Long) forward.copy(),
                        clock.instant().toEpochMilli());
            }
            return null;
        });
    }

    private List<Forward> select(String condition, Object... parameters) {
        return file.read(connection -> {
            List<Forward> found = new ArrayList<>();
            String query = "SELECT " + COLUMNS + " FROM forwards WHERE " + condition + " ORDER BY message";
            try (PreparedStatement statement = Rows.bind(connection, query, parameters);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(forward(row));
                }
            }
            return found;
        });
    }

    private static Forward forward(ResultSet row) throws SQLException {
        return new Forward(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                State.valueOf(row.getString(6)),
                row.getString(7),
                row.getLong(8),
                Instant.ofEpochMilli(row.getLong(9)));
    }

    /** Records at most in a journal of so many bytes; the oldest go first. */
    static long max(long journalBytes) {
        return Math.min(ROWS_MAX, journalBytes / SHARE / ROW_BYTES);
    }

    /** Forgets records that are too old, or more than so many. Returns how many. */
    static int forget(Connection connection, Instant now, long max, int limit) throws SQLException {
        long old = now.minus(LIFE).toEpochMilli();
        long excess = Rows.number(connection, "SELECT at FROM forwards ORDER BY at DESC LIMIT 1 OFFSET ?", max);
        return Rows.change(
                connection,
                "DELETE FROM forwards WHERE (channel, message, destination) IN"
                        + " (SELECT channel, message, destination FROM forwards WHERE at < ? OR at <= ? LIMIT ?)",
                old,
                excess,
                limit);
    }
}
