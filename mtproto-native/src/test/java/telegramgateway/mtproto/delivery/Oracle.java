package telegramgateway.mtproto.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.mtproto.TestServers;

/** What the targets must hold, from what was accepted alone. */
final class Oracle {
    private static final int ALL = 100_000;

    private final Map<Long, List<MessageEvent>> byChannel;

    Oracle(Collection<MessageEvent> accepted) {
        byChannel = List.copyOf(accepted).stream()
                .sorted(Comparator.comparingLong(MessageEvent::position))
                .collect(Collectors.groupingBy(MessageEvent::channelId));
    }

    /** Every event once, and every message in its latest state, and nothing else. */
    void assertThatTheDatabaseIsEqual(TestServers servers) {
        byChannel.forEach((channel, events) -> {
            assertThat(rows(servers, "message_events", channel))
                    .as("events of %d", channel)
                    .isEqualTo(events.stream().map(Oracle::line).toList());
            assertThat(rows(servers, "messages", channel))
                    .as("messages of %d", channel)
                    .isEqualTo(latest(events).stream().map(Oracle::line).toList());
        });
    }

    /** Each channel's feed from a position on; the cache must be able to prove that it is complete to its end. */
    void assertThatTheCacheIsEqual(GatewayOnServers gateway, Map<Long, Long> from) {
        from.forEach((channel, cursor) -> {
            CacheAnswer answer = gateway.cache.read(channel, cursor, ALL);
            assertThat(answer).as("feed of %d", channel).isInstanceOf(CacheAnswer.Hit.class);
            CacheAnswer.Hit hit = (CacheAnswer.Hit) answer;
            assertThat(hit.alive()).as("the end of %d is vouched for", channel).isTrue();
            assertThat(hit.entries().stream()
                            .map(entry ->
                                    entry.position() + " " + entry.messageId() + " " + new String(entry.json(), UTF_8))
                            .toList())
                    .as("feed of %d", channel)
                    .isEqualTo(latest(byChannel.getOrDefault(channel, List.of())).stream()
                            .filter(event -> event.position() > cursor)
                            .map(Oracle::line)
                            .toList());
        });
    }

    /** Each channel's highest position. */
    Map<Long, Long> heads() {
        return byChannel.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        channel -> channel.getValue().getLast().position()));
    }

    private static List<MessageEvent> latest(List<MessageEvent> events) {
        Map<Long, MessageEvent> latest = new LinkedHashMap<>();
        for (MessageEvent event : events) {
            latest.remove(event.messageId());
            latest.put(event.messageId(), event);
        }
        return List.copyOf(latest.values());
    }

    private static String line(MessageEvent event) {
        return event.position() + " " + event.messageId() + " " + new String(event.json(), UTF_8);
    }

    private static List<String> rows(TestServers servers, String table, long channel) {
        String query = "SELECT position || ' ' || message_id || ' ' || json FROM telegram_gateway." + table
                + " WHERE channel_id = " + channel + " ORDER BY position";
        List<String> rows = new ArrayList<>();
        try (Connection connection = servers.database().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
