package telegramgateway.mtproto.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** The tables of the journal's file. */
final class JournalSchema {
    /** "TGJ1": says in the file's header whose it is. */
    private static final int APPLICATION_ID = 0x5447_4a31;

    /** The first format, whose tables these are; each list of changes makes the next one. */
    private static final int FIRST_FORMAT = 1;

    /** Times and positions are microseconds since 1970, except {@code *_at}, which are milliseconds. */
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE journal (
              one            INTEGER PRIMARY KEY CHECK (one = 1),
              id             TEXT NOT NULL,
              start_position INTEGER NOT NULL, -- nothing is known of what lies at or below
              last_position  INTEGER NOT NULL,
              last_sequence  INTEGER NOT NULL,
              heads_floor    INTEGER NOT NULL, -- messages of events at or below may be missing in heads
              ready          INTEGER NOT NULL) -- 0 until the start has asked the targets
            """,
            """
            CREATE TABLE entries (
              position INTEGER PRIMARY KEY,
              sequence INTEGER NOT NULL,
              previous INTEGER NOT NULL,
              channel  INTEGER NOT NULL,
              message  INTEGER NOT NULL,
              lane     INTEGER NOT NULL,
              json     BLOB NOT NULL)
            """,
            "CREATE INDEX entries_by_lane ON entries (lane)",
            """
            CREATE TABLE heads (
              channel      INTEGER NOT NULL,
              message      INTEGER NOT NULL,
              position     INTEGER NOT NULL,
              sent_at      INTEGER,
              edited_at    INTEGER,
              deleted      INTEGER NOT NULL,
              content_hash BLOB,
              PRIMARY KEY (channel, message)) WITHOUT ROWID
            """,
            "CREATE INDEX heads_by_position ON heads (position)",
            """
            CREATE TABLE channels (
              channel  INTEGER PRIMARY KEY,
              head     INTEGER NOT NULL,
              title    TEXT,
              username TEXT,
              type     TEXT)
            """,
            """
            CREATE TABLE cursors (
              target         TEXT NOT NULL,
              lane           INTEGER NOT NULL,
              start_sequence INTEGER NOT NULL, -- the target answers for events above
              position       INTEGER NOT NULL,
              delivered      INTEGER NOT NULL,
              passed_over    INTEGER NOT NULL,
              PRIMARY KEY (target, lane)) WITHOUT ROWID
            """,
            """
            CREATE TABLE marks ( -- when a cursor stood where
              target   TEXT NOT NULL,
              lane     INTEGER NOT NULL,
              at       INTEGER NOT NULL,
              position INTEGER NOT NULL,
              PRIMARY KEY (target, lane, at)) WITHOUT ROWID
            """,
            """
            CREATE TABLE parked (
              target    TEXT NOT NULL,
              position  INTEGER NOT NULL,
              sequence  INTEGER NOT NULL,
              lane      INTEGER NOT NULL,
              channel   INTEGER NOT NULL,
              message   INTEGER NOT NULL,
              json      BLOB NOT NULL,
              reason    TEXT NOT NULL,
              parked_at INTEGER NOT NULL,
              PRIMARY KEY (target, position))
            """);

    private static final List<List<String>> CHANGES = List.of(
            List.of(
                    // May not hold back more than its share; then what it lacks comes from the database.
                    "ALTER TABLE cursors ADD COLUMN limited INTEGER NOT NULL DEFAULT 0",
                    // The lane's entries up to here come from the database ...
                    "ALTER TABLE cursors ADD COLUMN pruned_to INTEGER NOT NULL DEFAULT 0",
                    // ... and so many of them lie above its cursor; -1 while nobody has counted them.
                    "ALTER TABLE cursors ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0"),
            List.of(
                    "ALTER TABLE channels ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0",
                    // Events up to here are not this gateway's to deliver.
                    "ALTER TABLE channels ADD COLUMN fenced_to INTEGER NOT NULL DEFAULT 0"),
            // 1 once the database has said that the channel is this gateway's.
            List.of("ALTER TABLE channels ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0"),
            // 1 while the channel's messages are taken from Telegram.
            List.of(
                    "ALTER TABLE channels ADD COLUMN watched INTEGER NOT NULL DEFAULT 0",
                    // Messages above this one may be missing until Telegram's history was read; null when none are.
                    "ALTER TABLE channels ADD COLUMN unread_above INTEGER"),
            List.of(
                    """
                    CREATE TABLE forwards (
                      channel     INTEGER NOT NULL,
                      message     INTEGER NOT NULL,
                      destination INTEGER NOT NULL,
                      rule        INTEGER NOT NULL,
                      origin      TEXT NOT NULL, -- by which a copy is known
                      state       TEXT NOT NULL, -- sending, sent or refused
                      reason      TEXT,          -- of the refusal
                      copy        INTEGER,       -- the copy's id in the destination, once it is there
                      at          INTEGER NOT NULL,
                      PRIMARY KEY (channel, message, destination)) WITHOUT ROWID
                    """,
                    "CREATE INDEX forwards_by_origin ON forwards (destination, origin)",
                    "CREATE INDEX forwards_by_copy ON forwards (destination, copy)",
                    "CREATE INDEX forwards_by_time ON forwards (at)"),
            List.of("""
                    CREATE TABLE facts ( -- about message ids, for the database only
                      position INTEGER PRIMARY KEY,
                      lane     INTEGER NOT NULL,
                      channel  INTEGER NOT NULL,
                      lo       INTEGER NOT NULL, -- both inclusive
                      hi       INTEGER NOT NULL,
                      state    TEXT NOT NULL,
                      reason   TEXT)
                    """, "CREATE INDEX facts_by_lane ON facts (lane)", """
                    CREATE TABLE floods (
                      account     TEXT PRIMARY KEY,
                      spent_until INTEGER NOT NULL, -- both in milliseconds since 1970
                      quiet_until INTEGER NOT NULL) WITHOUT ROWID
                    """));

    private static final int FORMAT = FIRST_FORMAT + CHANGES.size();

    private JournalSchema() {}

    /**
     * Makes the tables in an empty file, or changes those of an older version; refuses the file of another program or
     * of a newer version.
     */
    static void prepare(Connection connection, Path path) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long application = number(statement, "PRAGMA application_id");
            long format = number(statement, "PRAGMA user_version");
            long tables = number(statement, "SELECT count(*) FROM sqlite_schema");
            if (tables == 0) {
                create(statement);
            } else if (application != APPLICATION_ID) {
                throw new JournalException(path + " is an SQLite database, but no journal of this gateway."
                        + " Set GATEWAY_DATA_DIR to a directory of the gateway's own.");
            } else if (format > FORMAT) {
                throw new JournalException("The journal " + path + " has format " + format + ", this version knows "
                        + FORMAT + ". Start the version that wrote it, or a newer one.");
            } else if (format < FORMAT) {
                statement.execute("BEGIN IMMEDIATE");
                change(statement, (int) format);
                statement.execute("COMMIT");
            }
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        for (String table : TABLES) {
            statement.execute(table);
        }
        statement.execute("INSERT INTO journal VALUES (1, '" + UUID.randomUUID() + "', 0, 0, 0, 0, 0)");
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        change(statement, FIRST_FORMAT);
        statement.execute("COMMIT");
    }

    private static void change(Statement statement, int from) throws SQLException {
        for (List<String> changes : CHANGES.subList(from - FIRST_FORMAT, CHANGES.size())) {
            for (String change : changes) {
                statement.execute(change);
            }
        }
        statement.execute("PRAGMA user_version = " + FORMAT);
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
