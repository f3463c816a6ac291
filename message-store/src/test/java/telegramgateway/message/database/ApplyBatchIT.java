package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;
import static telegramgateway.message.database.Batches.signed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;

class ApplyBatchIT {

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();
    private final long channel = TestDatabase.newChannel();
    private final Batches batches = new Batches(database);

    @Test
    void servesEachMessageByteForByteAsTheJournalHadIt() {
        MessageEvent one = posted(channel, 1, 10, "Compra \u0000 1,04 \uD83D\uDFE2 \u202Eabc");
        MessageEvent two = edited(channel, 2, 11, "two");
        batches.apply(one, two);
        assertThat(database.message(channel, 1)).hasValue(one.json());
        assertThat(database.message(channel, 2)).hasValue(two.json());
        assertThat(database.message(channel, 3)).isEmpty();
    }

    @Test
    void movesTheCursorWithTheRowsAndCountsWhatItApplied() {
        batches.apply(posted(channel, 1, 10, "a"), edited(channel, 1, 20, "b"));
        batches.apply(posted(channel, 2, 30, "c"));
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(30, 3));
        assertThat(database.cursor(batches.journal(), 1)).isEqualTo(new DeliveryCursor(0, 0));
    }

    @Test
    void countsTheRowsThatAreThereWhoeverWroteThem() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"));
        Batches again = new Batches(database);
        again.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"), posted(channel, 3, 30, "c"));
        assertThat(database.cursor(again.journal(), 0)).isEqualTo(new DeliveryCursor(30, 3));
    }

    @Test
    void doesNotCountAnEventWhosePositionAnotherMessageHas() {
        sql.query("INSERT INTO telegram_gateway.message_events (channel_id, position, message_id, kind, source,"
                + " received_at, json) VALUES (" + channel + ", 10, 99, 'posted', 'user', now(), '{}') RETURNING 1");
        batches.apply(posted(channel, 1, 10, "not stored as an event"), posted(channel, 2, 20, "b"));
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(20, 1));
    }

    @Test
    void movesTheCursorOverEventsThatWerePassedOver() {
        database.apply(new DeliveryBatch(batches.journal(), 0, 0, 77, List.of(), List.of()));
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(77, 0));
    }

    @Test
    void writesNothingWhenTheCursorDoesNotStandWhereTheBatchExpectsIt() {
        batches.apply(posted(channel, 1, 10, "a"));
        DeliveryBatch late =
                new DeliveryBatch(batches.journal(), 0, 5, 20, List.of(posted(channel, 2, 20, "b")), List.of());
        assertThatThrownBy(() -> database.apply(late))
                .isInstanceOf(CursorMovedException.class)
                .hasMessageContaining("does not stand at 5");
        assertThat(database.message(channel, 2)).isEmpty();
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(10, 1));
    }

    @Test
    void changesNothingWhenAnotherJournalRepeatsAnEvent() {
        MessageEvent event = posted(channel, 1, 10, "a");
        batches.apply(event);
        new Batches(database).apply(event);
        assertThat(database.after(channel, 0, 10)).hasSize(1);
        assertThat(sql.query("SELECT count(*) FROM telegram_gateway.message_events WHERE channel_id = " + channel))
                .containsExactly("1");
    }

    @Test
    void neverLetsAnOlderPositionOverwriteANewerState() {
        MessageEvent newer = edited(channel, 1, 20, "new");
        batches.apply(newer);
        new Batches(database).apply(posted(channel, 1, 10, "old"));
        assertThat(database.message(channel, 1)).hasValue(newer.json());
        new Batches(database).apply(deleted(channel, 1, 15));
        assertThat(database.message(channel, 1)).hasValue(newer.json());
    }

    @Test
    void keepsTheLastOfSeveralEventsOfAMessageAndRemembersThemAll() {
        MessageEvent last = edited(channel, 1, 30, "c");
        batches.apply(posted(channel, 1, 10, "a"), edited(channel, 1, 20, "b"), last);
        assertThat(database.message(channel, 1)).hasValue(last.json());
        assertThat(sql.query("SELECT position FROM telegram_gateway.message_events WHERE channel_id = " + channel
                        + " ORDER BY position"))
                .containsExactly("10", "20", "30");
    }

    @Test
    void servesADeletionAsTombstoneAndKeepsTheLastContentInItsColumns() {
        MessageEvent deletion = deleted(channel, 1, 20);
        batches.apply(posted(channel, 1, 10, "last words"));
        batches.apply(deletion);
        assertThat(database.message(channel, 1)).hasValue(deletion.json());
        assertThat(texts()).containsExactly("last words");
    }

    @Test
    void keepsTheContentOfAMessageThatIsPostedAndDeletedInOneBatch() {
        MessageEvent content = posted(channel, 1, 10, "short life");
        MessageEvent deletion = deleted(channel, 1, 20);
        batches.apply(content, deletion);
        assertThat(database.message(channel, 1)).hasValue(deletion.json());
        assertThat(texts()).containsExactly("short life");
        KnownMessage known = database.known(channel, List.of(1L)).getFirst();
        assertThat(known.deleted()).isTrue();
        assertThat(known.sentAt()).isEqualTo(content.message().sentAt());
        assertThat(known.contentHash()).isEqualTo(MessageJson.contentHash(content.message()));
    }

    @Test
    void makesATombstoneForAMessageThatWasNeverSeen() {
        MessageEvent deletion = deleted(channel, 9, 10);
        batches.apply(deletion);
        assertThat(database.message(channel, 9)).hasValue(deletion.json());
        assertThat(database.known(channel, List.of(9L)))
                .containsExactly(new KnownMessage(channel, 9, 10, null, null, true, null));
    }

    @Test
    void makesNulSearchableAsAReplacementAndLosesNothing() {
        MessageEvent event = signed(channel, 1, 10, "a\u0000b", "x\u0000y");
        batches.apply(event);
        assertThat(texts()).containsExactly("a\uFFFDb");
        assertThat(MessageJson.decode(database.message(channel, 1).orElseThrow())
                        .text())
                .isEqualTo("a\u0000b");
    }

    @Test
    void takesTheLongestTextOfWordsThatAreAllDifferent() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(7);
        while (text.length() < Message.MAX_TEXT_LENGTH - 10) {
            text.append(Integer.toString(random.nextInt(46_656, Integer.MAX_VALUE), 36))
                    .append(' ');
        }
        MessageEvent words = posted(channel, 1, 10, text.toString());
        MessageEvent oneWord = posted(channel, 2, 11, "\uD83D\uDFE2".repeat(Message.MAX_TEXT_LENGTH / 2));
        batches.apply(words, oneWord);
        assertThat(database.message(channel, 1)).hasValue(words.json());
        assertThat(database.message(channel, 2)).hasValue(oneWord.json());
    }

    @Test
    void refusesADateThatTheDatabaseCannotHoldWithoutQuotingTheMessage() {
        Instant afterTheEndOfTime = Instant.parse("+300000-01-01T00:00:00Z");
        MessageEvent impossible = posted(channel, 1, 10, "secret text", afterTheEndOfTime);
        assertThatThrownBy(() -> batches.apply(impossible))
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("SQLSTATE 22")
                .hasMessageNotContaining("secret text")
                .hasNoCause();
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(0, 0));
        batches.apply(posted(channel, 1, 10, "possible"));
    }

    @Test
    void takesDatesFrom1970And2100() {
        MessageEvent early = posted(channel, 1, 10, "a", Instant.EPOCH);
        MessageEvent late = posted(channel, 2, 11, "b", Instant.parse("2100-12-31T23:59:59.999Z"));
        batches.apply(early, late);
        assertThat(database.known(channel, List.of(1L, 2L)))
                .extracting(KnownMessage::sentAt)
                .containsExactlyInAnyOrder(
                        early.message().sentAt(), late.message().sentAt());
    }

    @Test
    void takesAFullBatchOfManyChannels() {
        List<MessageEvent> events = new ArrayList<>();
        for (int i = 1; i <= 2_007; i++) {
            events.add(posted(channel - i % 50 * 1_000_000L, i, 1_000 + i, "message " + i));
        }
        batches.apply(events, List.of());
        assertThat(database.cursor(batches.journal(), 0)).isEqualTo(new DeliveryCursor(3_007, 2_007));
        assertThat(database.message(channel - 7 * 1_000_000L, 2_007))
                .hasValue(events.getLast().json());
    }

    @Test
    void remembersTheTitlesOfChannelsAndTheirChanges() {
        long other = TestDatabase.newChannel();
        batches.apply(
                List.of(posted(channel, 1, 10, "a")),
                List.of(
                        new ChannelTitle(other, "Old", "old_name", "public_channel"),
                        new ChannelTitle(other, "New", null, "public_channel", true)));
        assertThat(database.channels())
                .contains(
                        new ChannelRow(channel, null, null, null, true, false),
                        new ChannelRow(other, "New", null, "public_channel", true, true));
        batches.apply(List.of(), List.of(new ChannelTitle(channel, "Nul \u0000", "name", "private_group")));
        assertThat(database.channels())
                .contains(new ChannelRow(channel, "Nul \uFFFD", "name", "private_group", true, false));
        assertThat(database.channelExists(channel)).isTrue();
        assertThat(database.channelExists(TestDatabase.newChannel())).isFalse();
    }

    private List<String> texts() {
        return sql.query("SELECT text FROM telegram_gateway.messages WHERE channel_id = " + channel);
    }
}
