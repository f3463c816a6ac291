package telegramgateway.tpcapital.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tpcapital.store.SignalQuery;
import telegramgateway.tpcapital.store.SignalQuery.Place;

class SignalsRequestTest {

    @Test
    void nothingAskedIsTheNewestHundred() {
        assertThat(SignalsRequest.query(Map.of()))
                .isEqualTo(new SignalQuery(List.of(), null, null, null, null, null, 100));
    }

    @Test
    void everyParameterCounts() {
        Place place = new Place(Instant.parse("2025-10-31T13:21:46Z"), -1001649127710L, 5807);
        SignalQuery query = SignalsRequest.query(Map.of(
                "limit", "1000",
                "channel", "-1001649127710,-1001744113331",
                "type", "swing trade",
                "search", "BOVA",
                "from", "2025-10-01T00:00:00Z",
                "to", "2025-11-01T00:00:00-03:00",
                "cursor", PlaceText.encode(place)));
        assertThat(query)
                .isEqualTo(new SignalQuery(
                        List.of(-1001649127710L, -1001744113331L),
                        "swing trade",
                        "BOVA",
                        Instant.parse("2025-10-01T00:00:00Z"),
                        Instant.parse("2025-11-01T03:00:00Z"),
                        place,
                        1000));
    }

    @Test
    void anUnknownOrRepeatedNameIsRefused() {
        assertThat(SignalsRequest.eachOnce(Map.of("limit", new String[] {"5"}))).isEqualTo(Map.of("limit", "5"));
        assertThatThrownBy(() -> SignalsRequest.eachOnce(Map.of("limt", new String[] {"5"})))
                .isInstanceOf(RequestRefusedException.class);
        assertThatThrownBy(() -> SignalsRequest.eachOnce(Map.of("limit", new String[] {"5", "6"})))
                .isInstanceOf(RequestRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-31T13:21:46Z, 2025-10-31T13:21:46Z",
        "2025-10-31T13:21:46.5+01:00, 2025-10-31T12:21:46.500Z",
        "2025-10-31T13:21:46 01:00, 2025-10-31T12:21:46Z",
        "2025-10-31, 2025-10-31T03:00:00Z",
        "1761916906000, 2025-10-31T13:21:46Z"
    })
    void timesAreUnderstoodInThreeForms(String text, Instant expected) {
        assertThat(SignalsRequest.query(Map.of("from", text)).from()).isEqualTo(expected);
    }

    @Test
    void aDayAsTheEndIsIncluded() {
        assertThat(SignalsRequest.query(Map.of("to", "2025-10-31")).to())
                .isEqualTo(Instant.parse("2025-11-01T03:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, INVALID_LIMIT",
        "limit, 1001, INVALID_LIMIT",
        "limit, -5, INVALID_LIMIT",
        "limit, ten, INVALID_LIMIT",
        "limit, '', INVALID_LIMIT",
        "limit, 99999999999999999999, INVALID_LIMIT",
        "channel, tpcapital, INVALID_CHANNEL",
        "channel, '1,', INVALID_CHANNEL",
        "channel, 99999999999999999999, INVALID_CHANNEL",
        "type, Swing, INVALID_TYPE",
        "from, 2025, INVALID_FROM",
        "from, yesterday, INVALID_FROM",
        "from, 2025-13-31, INVALID_FROM",
        "from, 2025-10-31T13:21:46, INVALID_FROM",
        "to, 9999999999999999, INVALID_TO",
        "to, 999999999999999, INVALID_TO",
        "cursor, nonsense, INVALID_CURSOR",
        "cursor, '', INVALID_CURSOR",
        "cursor, MSAyIDM0IDU, INVALID_CURSOR"
    })
    void whatIsNotUnderstoodIsRefusedWithAHint(String name, String value, String code) {
        assertThatThrownBy(() -> SignalsRequest.query(Map.of(name, value)))
                .isInstanceOfSatisfying(RequestRefusedException.class, refused -> {
                    assertThat(refused.answer().status()).isEqualTo(400);
                    assertThat(refused.answer().code()).isEqualTo(code);
                    assertThat(refused.answer().details().get("hint")).isNotNull();
                });
    }

    @Property
    void noTextMakesAnythingButAQueryOrARefusal(@ForAll String text) {
        for (String name : List.of("limit", "channel", "type", "search", "from", "to", "cursor")) {
            try {
                SignalsRequest.query(Map.of(name, text));
            } catch (RequestRefusedException refused) {
                assertThat(refused.answer().status()).isEqualTo(400);
            }
        }
    }

    @Property
    void aCursorIsReadBack(
            @ForAll @LongRange(max = 253_000_000_000_000L) long millis, @ForAll long channel, @ForAll long message) {
        Place place = new Place(Instant.ofEpochMilli(millis), channel, message);
        assertThat(PlaceText.decode(PlaceText.encode(place))).isEqualTo(place);
    }
}
