package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.database.Batches.SENT;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.event;
import static telegramgateway.message.database.Batches.posted;
import static telegramgateway.message.database.Batches.signed;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.Photo;
import telegramgateway.message.database.history.HistoryFilter;
import telegramgateway.message.database.history.HistoryQuery;
import telegramgateway.message.database.history.HistoryQuery.Order;
import telegramgateway.message.database.history.MessageHistory;
import telegramgateway.message.database.history.WordSearch;
import telegramgateway.message.database.history.WordSearch.Language;

class MessageHistoryIT {
    private static final int ALL = 1_000;

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageHistory history = sql.history();
    private final Batches batches = new Batches(sql.messages());
    private final long channel = TestDatabase.newChannel();

    @Test
    void tellsEditedMessagesFromThoseThatNeverWere() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 11, "b"), edited(channel, 2, 12, "c"));
        assertThat(ids(new HistoryFilter(MessageKind.POSTED, null, null, null))).containsExactly(1L);
        assertThat(ids(new HistoryFilter(MessageKind.EDITED, null, null, null))).containsExactly(2L);
    }

    @Test
    void findsWhatHasMedia() {
        Photo photo = new Photo(1, 1, 1, null);
        Media poll = new Media("poll", null, null, 0, 0, 0, 0, null, "Up?");
        batches.apply(
                posted(channel, 1, 10, "no media, but the text \"photos\":[{ of the JSON"),
                with(2, 11, List.of(photo), null),
                with(3, 12, List.of(), poll));
        assertThat(ids(new HistoryFilter(null, HistoryFilter.ANY_MEDIA, null, null)))
                .containsExactly(2L, 3L);
        assertThat(ids(new HistoryFilter(null, HistoryFilter.PHOTO, null, null)))
                .containsExactly(2L);
        assertThat(ids(new HistoryFilter(null, "poll", null, null))).containsExactly(3L);
        assertThat(ids(new HistoryFilter(null, "sticker", null, null))).isEmpty();
    }

    @Test
    void findsWhatSomebodySigned() {
        batches.apply(signed(channel, 1, 10, "a", "Ana"), signed(channel, 2, 11, "b", "ana"));
        batches.apply(posted(channel, 3, 12, "Ana"));
        assertThat(ids(new HistoryFilter(null, null, "Ana", null))).containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource({
        "compra,           '1,2,5'",
        "COMPRAS,          '1,2,5'",
        "negociacao,       '2,3'",
        "NEGOCIAÇÃO,       '2,3,4'",
        "negociações,      4",
        "petr4 stop,       1",
        "petr4 -stop,      2",
        "petr4 or levels,  '1,2,6'",
        "'\"31,20 a 31,35\"', 1",
        "'\"stop petr4\"', ''",
        "'\"29,90 compra\"', ''",
        "level,            6",
        "' & | ! ( : * \\ < ', ''",
        "'''',             ''",
        "de,               1",
    })
    void findsWordsInAnyOfTheLanguages(String text, String ids) {
        storeSignals();
        assertThat(ids(new HistoryFilter(null, null, null, new WordSearch(text, null))))
                .containsExactlyElementsOf(numbers(ids));
    }

    @ParameterizedTest
    @CsvSource({
        "SIMPLE,     compra,      '1,2'",
        "SIMPLE,     negociacao,  '2,3'",
        "SIMPLE,     level,       ''",
        "PORTUGUESE, compras,     '1,2,5'",
        "PORTUGUESE, negociação,  4",
        "PORTUGUESE, de,          ''",
        "ENGLISH,    level,       6",
        "ENGLISH,    compra,      '1,2'",
    })
    void findsWordsInOneLanguage(Language language, String text, String ids) {
        storeSignals();
        assertThat(ids(new HistoryFilter(null, null, null, new WordSearch(text, language))))
                .containsExactlyElementsOf(numbers(ids));
    }

    @Test
    void findsNoWordsOfOtherChannelsNorOfDeletedMessagesNorOfEarlierStates() {
        long other = TestDatabase.newChannel();
        batches.apply(
                posted(channel, 1, 10, "petr4"), posted(channel, 2, 11, "petr4"), posted(channel, 3, 12, "petr4"));
        batches.apply(posted(other, 9, 13, "petr4"), deleted(channel, 2, 14), edited(channel, 3, 15, "vale3"));
        assertThat(ids(words("petr4"))).containsExactly(1L);
        assertThat(ids(words("channel"))).isEmpty();
        assertThat(ids(words("\"channel " + channel + "\""))).isEmpty();
    }

    @Test
    void pagesThroughWhatItFinds() {
        for (int id = 1; id <= 9; id++) {
            batches.apply(posted(channel, id, 10 + id, id % 2 == 0 ? "even" : "odd"));
        }
        assertThat(page(words("odd"), null, 2)).containsExactly(9L, 7L);
        assertThat(page(words("odd"), 7L, 2)).containsExactly(5L, 3L);
        assertThat(page(words("odd"), 3L, 2)).containsExactly(1L);
    }

    /** Anything that the journal may hold must go through the index. */
    @Test
    void takesTheLongestTextOfTheMostWords() {
        StringBuilder text = new StringBuilder();
        for (int word = 0; text.length() < Message.MAX_TEXT_LENGTH - 30; word++) {
            text.append((char) ('一' + word % 20_000)).append(' ').append(word).append(' ');
        }
        batches.apply(posted(channel, 1, 10, "needle " + text));
        assertThat(ids(words("needle"))).containsExactly(1L);
    }

    @Test
    void keepsEveryStateOfAMessage() {
        MessageEvent post = posted(channel, 1, 10, "a");
        MessageEvent edit = edited(channel, 1, 20, "b");
        MessageEvent deletion = deleted(channel, 1, 30);
        batches.apply(post, posted(channel, 2, 15, "other")).apply(edit, deletion);
        assertThat(history.revisions(channel, 1, 0, ALL)).containsExactly(post.json(), edit.json(), deletion.json());
        assertThat(history.revisions(channel, 1, 10, 1)).containsExactly(edit.json());
        assertThat(history.revisions(channel, 1, 30, ALL)).isEmpty();
        assertThat(history.revisions(channel, 3, 0, ALL)).isEmpty();
    }

    @Test
    void knowsWhatAMessageWasAtAPosition() {
        MessageEvent post = posted(channel, 1, 10, "a");
        MessageEvent edit = edited(channel, 1, 20, "b");
        MessageEvent deletion = deleted(channel, 1, 30);
        batches.apply(post, edit, deletion);
        assertThat(history.asOf(channel, 1, 9)).isEmpty();
        assertThat(history.asOf(channel, 1, 10)).hasValue(post.json());
        assertThat(history.asOf(channel, 1, 29)).hasValue(edit.json());
        assertThat(history.asOf(channel, 1, 30)).hasValue(deletion.json());
        assertThat(history.asOf(channel, 2, Long.MAX_VALUE)).isEmpty();
    }

    private void storeSignals() {
        batches.apply(
                posted(channel, 1, 10, "COMPRA: PETR4 de 31,20 a 31,35. Stop: 29,90"),
                posted(channel, 2, 11, "Compra, negociacao: petr4"),
                posted(channel, 3, 12, "A NEGOCIAC\u0327A\u0303O subiu"),
                posted(channel, 4, 13, "As negociações subiram"),
                posted(channel, 5, 14, "Vamos comprar?"),
                posted(channel, 6, 15, "New levels"));
    }

    private MessageEvent with(long id, long position, List<Photo> photos, @Nullable Media media) {
        return event(new Message(
                        channel,
                        id,
                        Message.UNACCEPTED,
                        MessageKind.POSTED,
                        SENT.plusSeconds(id),
                        null,
                        null,
                        SENT,
                        MessageSource.USER,
                        "account",
                        "",
                        List.of(),
                        photos,
                        media,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new TreeMap<>())
                .accepted(MessageKind.POSTED, position));
    }

    private static HistoryFilter words(String text) {
        return new HistoryFilter(null, null, null, new WordSearch(text, null));
    }

    private static List<Long> numbers(String ids) {
        return ids.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(ids.split(",")).map(Long::valueOf).toList();
    }

    private List<Long> ids(HistoryFilter filter) {
        return page(filter, null, ALL).reversed();
    }

    private List<Long> page(HistoryFilter filter, @Nullable Long before, int limit) {
        return history
                .page(new HistoryQuery(channel, null, null, before, null, filter, limit, Order.NEWEST_FIRST))
                .stream()
                .map(json -> MessageJson.decode(json).messageId())
                .toList();
    }
}
