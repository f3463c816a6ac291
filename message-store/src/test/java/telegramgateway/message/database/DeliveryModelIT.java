package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.FeedEntry;

/**
 * Random events of a few messages, cut into batches that several journals deliver in any order and more than once,
 * against a model that takes one event at a time.
 */
class DeliveryModelIT {

    private static final int CHANNELS = 2;
    private static final int MESSAGES = 5;

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();

    @Property(tries = 100)
    void endsWhereTheModelEnds(
            @ForAll("changes") List<Change> changes,
            @ForAll @IntRange(min = 1, max = 12) int batchSize,
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 20) Integer> firstDeliveries) {
        long channel = TestDatabase.newChannel();
        TestDatabase.newChannel();
        List<List<MessageEvent>> batches = batches(changes, channel, batchSize);
        List<List<MessageEvent>> deliveries = new ArrayList<>();
        firstDeliveries.forEach(index -> deliveries.add(batches.get(index % batches.size())));
        deliveries.addAll(batches);

        Model model = new Model();
        for (List<MessageEvent> delivery : deliveries) {
            Batches journal = new Batches(database).apply(delivery, List.of());
            delivery.forEach(model::apply);
            assertThat(database.cursor(journal.journal(), 0).applied()).isEqualTo(delivery.size());
        }
        for (long each = channel; each > channel - CHANNELS; each--) {
            compare(each, model);
        }
    }

    private void compare(long channel, Model model) {
        List<FeedEntry> feed = database.after(channel, 0, 1_000);
        assertThat(feed).usingRecursiveComparison().isEqualTo(model.feed(channel));
        assertThat(sql.query("SELECT text FROM telegram_gateway.messages WHERE channel_id = " + channel
                        + " ORDER BY position"))
                .isEqualTo(model.texts(channel));
        assertThat(sql.query("SELECT position FROM telegram_gateway.message_events WHERE channel_id = " + channel))
                .containsExactlyInAnyOrderElementsOf(model.events(channel));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, CHANNELS - 1),
                        Arbitraries.longs().between(1, MESSAGES),
                        Arbitraries.of(MessageKind.class),
                        Arbitraries.strings().ofMaxLength(8),
                        Arbitraries.integers().between(1, 3))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static List<List<MessageEvent>> batches(List<Change> changes, long channel, int batchSize) {
        List<List<MessageEvent>> batches = new ArrayList<>();
        long position = 100;
        for (int i = 0; i < changes.size(); i++) {
            if (i % batchSize == 0) {
                batches.add(new ArrayList<>());
            }
            Change change = changes.get(i);
            position += change.advance();
            batches.getLast().add(change.event(channel, position));
        }
        return batches;
    }

    record Change(int channel, long message, MessageKind kind, String text, int advance) {

        MessageEvent event(long firstChannel, long position) {
            long id = firstChannel - channel;
            // A lone surrogate is no text; intake lets none through.
            String valid = text.replaceAll("[\\ud800-\\udfff]", "?");
            return switch (kind) {
                case POSTED -> Batches.posted(id, message, position, valid);
                case EDITED -> Batches.edited(id, message, position, valid);
                case DELETED -> Batches.deleted(id, message, position);
            };
        }
    }

    /** Takes one event at a time. */
    private static final class Model {
        private record Id(long channel, long message) {}

        private record State(MessageEvent event, String text) {}

        private final Map<Id, State> states = new HashMap<>();
        private final Set<MessageEvent> events = new HashSet<>();

        void apply(MessageEvent event) {
            events.add(event);
            states.compute(new Id(event.channelId(), event.messageId()), (id, known) -> next(known, event));
        }

        private static State next(@Nullable State known, MessageEvent event) {
            if (known != null && known.event.position() >= event.position()) {
                return known;
            }
            boolean deletion = event.message().kind() == MessageKind.DELETED;
            String content = deletion
                    ? (known == null ? "" : known.text)
                    : event.message().text();
            return new State(event, content.replace('\0', '\uFFFD'));
        }

        List<FeedEntry> feed(long channel) {
            return ordered(channel).stream()
                    .map(state -> new FeedEntry(state.event.messageId(), state.event.position(), state.event.json()))
                    .toList();
        }

        List<String> texts(long channel) {
            return ordered(channel).stream().map(State::text).toList();
        }

        List<String> events(long channel) {
            return events.stream()
                    .filter(event -> event.channelId() == channel)
                    .map(event -> Long.toString(event.position()))
                    .toList();
        }

        private List<State> ordered(long channel) {
            return states.values().stream()
                    .filter(state -> state.event.channelId() == channel)
                    .sorted(Comparator.comparingLong(state -> state.event.position()))
                    .toList();
        }
    }
}
