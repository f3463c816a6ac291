package telegramgateway.tpcapital.signal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import telegramgateway.message.Message;
import telegramgateway.tpcapital.signal.Reading.Signal;

/** What holds for every text that anybody may post. */
class AnyTextTest {
    /** What is faster than this is measured too roughly. */
    private static final long MIN_NANOS = 10_000_000;

    private static final List<String> PIECES = List.of(
            "Ativo",
            "COMPRA",
            "venda",
            "Alvo",
            "ALVO FINAL",
            "stop",
            "TP2",
            "PETR4",
            "BOVAW 32",
            ":",
            " ",
            "\n",
            "\r\n",
            "-",
            "–",
            "/",
            ",",
            ".",
            "@",
            "%",
            "R$",
            "0,70",
            "1.250",
            "1,04 a 1,06",
            "28/10",
            "14:32",
            "12",
            "até",
            "à",
            "**",
            "✅",
            "1️⃣",
            "🟢",
            "\uD83D",
            "\uDC00",
            "\u0000",
            "\u200B",
            "a\u0301",
            "CANCELADA",
            "[OK]",
            "https://t.me/x",
            "Swing Trade");

    @Property
    void noTextMakesTheParserThrow(@ForAll String text) {
        assertThatCode(() -> SignalParser.parse(text)).doesNotThrowAnyException();
    }

    @Property
    void noHeapOfPiecesOfSignalsMakesTheParserThrow(@ForAll("heaps") String text) {
        assertThat(SignalParser.parse(text)).isEqualTo(SignalParser.parse(text));
    }

    @Property
    void tokensLieInOrderInsideTheText(@ForAll("heaps") String text) {
        int end = 0;
        for (Token token : Tokenizer.tokens(text)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
            end = token.end();
        }
    }

    @Property
    void everyPriceOfASignalStandsInItsText(@ForAll("heaps") String text) {
        if (SignalParser.parse(text) instanceof Signal(Trade trade)) {
            PriceRange entry = requireNonNull(trade.entry());
            assertThat(digitsOf(text))
                    .contains(digitsOf(entry.min().stripTrailingZeros().toPlainString()));
        }
    }

    @Property(tries = 200)
    void aRenderedSignalIsReadBackAsItWasMeant(
            @ForAll("prices") BigDecimal min, @ForAll @IntRange(max = 100) int spread, @ForAll boolean commas) {
        BigDecimal max = min.multiply(BigDecimal.valueOf(100 + spread, 2)).setScale(min.scale(), RoundingMode.DOWN);
        String text = "Ativo: PETR4\nCompra: %s a %s\nAlvo 1: 999,99\nStop: 0,001".formatted(min, max);
        PriceRange entry = requireNonNull(Readings.signal(commas ? text.replace('.', ',') : text.replace(',', '.'))
                .entry());
        assertThat(entry.min()).isEqualByComparingTo(min);
        assertThat(entry.max()).isEqualByComparingTo(max);
    }

    /** Were anything quadratic, 16 times the length would take 256 times as long, and seconds. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void hostileTextsTakeLinearTime(@ForAll("hostile") String piece) {
        String small = piece.repeat(Message.MAX_TEXT_LENGTH / 16 / piece.length());
        String large = piece.repeat(Message.MAX_TEXT_LENGTH / piece.length());
        long smallTime = Math.max(bestNanos(small), MIN_NANOS);
        assertThat(bestNanos(large)).as(piece).isLessThan(smallTime * 100);
    }

    private static long bestNanos(String text) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 2; run++) {
            long start = System.nanoTime();
            SignalParser.parse(text);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static String digitsOf(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    @Provide
    Arbitrary<String> heaps() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<BigDecimal> prices() {
        return Arbitraries.integers().between(2, 99_999).map(cents -> BigDecimal.valueOf(cents, 3));
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(Arrays.asList(
                "9",
                "1.",
                "1,1",
                "1 ",
                "1-",
                "11:",
                "1/",
                "11/1/",
                "A",
                "a\u0301",
                "\u0301\u0323",
                "A1",
                "@a",
                "@",
                "www.",
                "COMPRA ",
                "COMPRA: ",
                "ALVO 1 ",
                "ALVO 1 - ",
                "STOP\n",
                "Ativo: ",
                "Compra: 1 a ",
                "PETR4 ",
                "\n",
                "\r",
                "1️⃣",
                "🟢",
                "Swing ",
                "A 1,1 - ",
                "ALVO1: 1,1\n"));
    }
}
