package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares every tier with what the source handed over, with plain SQL and none of the gateway's code. */
final class Checks {
    private final World world;
    private final Traffic traffic;

    Checks(World world, Traffic traffic) {
        this.world = world;
        this.traffic = traffic;
    }

    /** How many events or latest states some tier lacks, by tier; empty when none does. */
    Map<String, Long> missing(Poller poller) throws SQLException {
        try (Connection database = world.database().connect()) {
            return missing(poller, database);
        }
    }

    private Map<String, Long> missing(Poller poller, Connection database) throws SQLException {
        Map<String, Long> missing = new TreeMap<>();
        for (long channel : traffic.channels()) {
            List<Written> events = traffic.events(channel);
            List<Written> latest = List.copyOf(traffic.latest(channel).values());
            missing.merge("database", missingInDatabase(database, channel, events), Long::sum);
            if (world.rabbit != null) {
                missing.merge("queue", missing(events, world.published.events(channel)), Long::sum);
            }
            if (world.isPushing()) {
                missing.merge("push endpoint", missing(events, world.pushed.events(channel)), Long::sum);
            }
            missing.merge(
                    "poller", missing(latest, List.copyOf(poller.seen(channel).values())), Long::sum);
            missing.merge("TP Capital", undecided(database, channel), Long::sum);
        }
        missing.values().removeIf(count -> count == 0);
        return missing;
    }

    /** Reads them only once they can be all: this is asked again and again beside what it waits for. */
    private static long missingInDatabase(Connection database, long channel, List<Written> events) throws SQLException {
        long stored =
                number(database, "SELECT count(*) FROM telegram_gateway.message_events WHERE channel_id = ?", channel);
        return stored < events.size() ? events.size() - stored : missing(events, storedEvents(database, channel));
    }

    private static long missing(List<Written> expected, List<Written> actual) {
        Map<Written, Long> left = new HashMap<>();
        expected.forEach(written -> left.merge(written, 1L, Long::sum));
        actual.forEach(written -> left.computeIfPresent(written, (_, count) -> count - 1));
        return left.values().stream()
                .filter(count -> count > 0)
                .mapToLong(count -> count)
                .sum();
    }

    /** Everything is everywhere once, in the order in which it was observed, and nobody has seen what may never be. */
    void assertThatEveryTierHasExactlyWhatWasWritten(Poller poller) throws SQLException {
        try (Connection database = world.database().connect()) {
            for (long channel : traffic.channels()) {
                assertThatEveryTierHasExactlyWhatWasWritten(poller, database, channel);
            }
        }
        assertThat(poller.violations()).isEmpty();
        assertThat(world.published.violations()).isEmpty();
        assertThat(world.pushed.violations()).isEmpty();
    }

    private void assertThatEveryTierHasExactlyWhatWasWritten(Poller poller, Connection database, long channel)
            throws SQLException {
        assertThat(storedEvents(database, channel)).as("events of %d", channel).isEqualTo(traffic.events(channel));
        if (world.rabbit != null) {
            assertThat(world.published.events(channel))
                    .as("published of %d", channel)
                    .isEqualTo(traffic.events(channel));
        }
        if (world.isPushing()) {
            assertThat(world.pushed.events(channel)).as("pushed of %d", channel).isEqualTo(traffic.events(channel));
        }
        assertThat(poller.seen(channel)).as("polled of %d", channel).isEqualTo(traffic.latest(channel));
        assertThat(signals(database, channel))
                .as("signals of %d", channel)
                .isEqualTo(traffic.latest(channel).values().stream()
                        .filter(Traffic::isSignal)
                        .count());
        assertThat(number(database, """
                            SELECT count(*) FROM telegram_gateway.messages message
                            FULL JOIN (SELECT channel_id, message_id, max(position) AS position
                                FROM telegram_gateway.message_events GROUP BY channel_id, message_id) event
                            USING (channel_id, message_id)
                            WHERE channel_id = ? AND message.position IS DISTINCT FROM event.position
                            """, channel))
                .as("messages that are not in their latest state")
                .isZero();
    }

    /** The books balance, and the database has counted itself what it was delivered. */
    void assertThatTheBooksBalance() {
        JsonNode books = world.gateway.journal();
        long rejected = books.path("rejected").properties().stream()
                .mapToLong(reason -> reason.getValue().asLong())
                .sum();
        assertThat(books.path("received").asLong(-1))
                .as("received")
                .isEqualTo(books.path("accepted").asLong()
                        + rejected
                        + books.path("waiting").asLong());
        books.path("targets")
                .forEach(target -> assertThat(target.path("accepted").asLong(-1))
                        .as("books of %s", target)
                        .isEqualTo(target.path("delivered").asLong()
                                + target.path("parked").asLong()
                                + target.path("passedOver").asLong()
                                + target.path("pending").asLong()));
        assertThat(books.path("appliedByDatabase").asLong(-1))
                .as("applied by the database")
                .isEqualTo(
                        books.path("targets").path("database").path("delivered").asLong());
    }

    private static List<Written> storedEvents(Connection database, long channel) throws SQLException {
        List<Written> events = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement("SELECT message_id, kind, json FROM"
                + " telegram_gateway.message_events WHERE channel_id = ? ORDER BY position")) {
            query.setLong(1, channel);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    JsonNode json = JsonMapper.shared().readTree(row.getString(3));
                    events.add(new Written(
                            row.getLong(1), row.getString(2), json.path("text").asString("")));
                }
            }
        }
        return events;
    }

    private static long undecided(Connection database, long channel) throws SQLException {
        return number(database, """
                SELECT count(*) FROM telegram_gateway.messages message
                LEFT JOIN tp_capital.verdicts verdict USING (channel_id, message_id)
                WHERE channel_id = ? AND verdict.position IS DISTINCT FROM message.position
                """, channel);
    }

    private static long signals(Connection database, long channel) throws SQLException {
        return number(
                database,
                "SELECT count(*) FROM tp_capital.tp_capital_signals WHERE channel_id = ?"
                        + " AND deleted_at IS NULL AND withdrawn_at IS NULL",
                channel);
    }

    private static long number(Connection database, String sql, long channel) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setLong(1, channel);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
