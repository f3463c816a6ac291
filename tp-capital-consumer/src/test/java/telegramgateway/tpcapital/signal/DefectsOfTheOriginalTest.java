package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.tpcapital.signal.Readings.incomplete;
import static telegramgateway.tpcapital.signal.Readings.reason;
import static telegramgateway.tpcapital.signal.Readings.show;
import static telegramgateway.tpcapital.signal.Readings.signal;

import org.junit.jupiter.api.Test;
import telegramgateway.tpcapital.signal.Reading.Reason;
import telegramgateway.tpcapital.signal.Trade.Part;

/** What the original system's parser read wrongly. One test per defect. */
class DefectsOfTheOriginalTest {

    @Test
    void aPremiumOfThreeDecimalsIsNotMultipliedByAThousand() {
        assertThat(show(signal("Ativo: BOVAW32\nCompra: 0.125 a 0.130\nAlvo 1: 0.150\nStop: 0.100")))
                .isEqualTo("- buy BOVAW32 0.125-0.13 targets 1:0.15 final - stop 0.10");
    }

    @Test
    void anAccentedJoinerKeepsTheUpperPrice() {
        assertThat(show(signal("Ativo: BOVAW32\nCompra: 1,04 à 1,06\nAlvo 1: 1,15\nStop: 0,70")))
                .isEqualTo("- buy BOVAW32 1.04-1.06 targets 1:1.15 final - stop 0.70");
    }

    @Test
    void aStopNeedsNoColon() {
        assertThat(signal("Ativo: LRENW150\nCompra: 0,44 a 0,47\nAlvo 1: 0,60\nStop 0,24")
                        .stop())
                .isEqualByComparingTo("0.24");
    }

    @Test
    void anEntryNeedsNoColon() {
        assertThat(show(signal("ATIVO BEEFW655\nCOMPRA 0.25-0.27\nALVO 1 0.35\nSTOP 0.16")))
                .isEqualTo("- buy BEEFW655 0.25-0.27 targets 1:0.35 final - stop 0.16");
    }

    @Test
    void aCurrencySignBelongsToThePrice() {
        assertThat(show(signal("Ativo: PETR4\nCompra: R$ 30,00\nAlvo: R$ 32,00\nStop: R$29,00")))
                .isEqualTo("- buy PETR4 30.00-30.00 targets -:32.00 final - stop 29.00");
    }

    @Test
    void markdownIsNotPartOfTheWords() {
        assertThat(show(signal("**Ativo:** PETR4\n__Compra__: **30,00**\n*Alvo 1:* `32,00`\n~Stop:~ 29,00")))
                .isEqualTo("- buy PETR4 30.00-30.00 targets 1:32.00 final - stop 29.00");
    }

    @Test
    void aCodeMayHaveADigitAmongItsLetters() {
        assertThat(signal("Ativo: B3SA3\nCompra: 12,00\nAlvo: 13,00\nStop: 11,00")
                        .instrument())
                .isEqualTo(new Instrument("B3SA3", Instrument.Kind.SHARE));
    }

    @Test
    void aDepositaryReceiptIsAnInstrument() {
        assertThat(signal("Ativo: A1MD34\nCompra: 120,00\nAlvo: 130,00\nStop: 110,00")
                        .instrument())
                .isEqualTo(new Instrument("A1MD34", Instrument.Kind.SHARE));
    }

    @Test
    void aSpaceInsideTheCodeIsForgiven() {
        assertThat(signal("Ativo: BOVAW 32\nCompra: 1,04 a 1,06\nAlvo 1: 1,15\nStop: 0,70")
                        .instrument())
                .isEqualTo(new Instrument("BOVAW32", Instrument.Kind.OPTION));
    }

    @Test
    void aSaleNeverBecomesAPurchase() {
        assertThat(show(signal("Ativo: VALE3\nVenda: 70,00\nAlvo 1: 65,00\nStop: 72,00")))
                .isEqualTo("- sell VALE3 70.00-70.00 targets 1:65.00 final - stop 72.00");
        assertThat(incomplete("VENDA VALE3\nAlvo: 65,00\nStop: 72,00").trade().side())
                .isEqualTo(Side.SELL);
    }

    @Test
    void aPercentageIsNoPrice() {
        assertThat(reason("CYREW296 stop\n-25%")).isEqualTo(Reason.FOLLOW_UP);
    }

    @Test
    void thePromisedSynonymsAreRead() {
        assertThat(show(signal("Day Trade 🔵\n\nPapel: PETR4\nEntrada: 38,50\nTP: 39,00\nSL: 38,00")))
                .isEqualTo("Day Trade buy PETR4 38.50-38.50 targets -:39.00 final - stop 38.00");
    }

    @Test
    void aWordThatIsNoCodeIsNeverStoredAsOne() {
        var reading = incomplete("Ativo: INVESTIDOR\nCompra: 1,04\nAlvo: 2,00\nStop: 0,70");
        assertThat(reading.missing()).containsExactly(Part.INSTRUMENT);
        assertThat(reading.actionable()).isFalse();
    }
}
