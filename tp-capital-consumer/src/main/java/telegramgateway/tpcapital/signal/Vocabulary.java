package telegramgateway.tpcapital.signal;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that the grammar knows, Portuguese and English, in capitals without accents. */
final class Vocabulary {
    private static final int MAX_LABEL_LENGTH = 12;

    /** What a word announces. */
    enum Field {
        INSTRUMENT,
        BUY,
        SELL,
        /** An entry price that does not say which way. */
        ENTRY,
        TARGET,
        FINAL_TARGET,
        STOP
    }

    /** @param number attached to the word, as in {@code TP2}; null if none is */
    record Label(Field field, @Nullable Integer number) {}

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("ATIVO", Field.INSTRUMENT),
            Map.entry("ATIVA", Field.INSTRUMENT),
            Map.entry("PAPEL", Field.INSTRUMENT),
            Map.entry("TICKER", Field.INSTRUMENT),
            Map.entry("COMPRA", Field.BUY),
            Map.entry("COMPRAR", Field.BUY),
            Map.entry("BUY", Field.BUY),
            Map.entry("LONG", Field.BUY),
            Map.entry("VENDA", Field.SELL),
            Map.entry("VENDER", Field.SELL),
            Map.entry("SELL", Field.SELL),
            Map.entry("SHORT", Field.SELL),
            Map.entry("ENTRADA", Field.ENTRY),
            Map.entry("ENTRY", Field.ENTRY),
            Map.entry("ALVO", Field.TARGET),
            Map.entry("ALVOS", Field.TARGET),
            Map.entry("TARGET", Field.TARGET),
            Map.entry("TARGETS", Field.TARGET),
            Map.entry("GAIN", Field.TARGET),
            Map.entry("TP", Field.TARGET),
            Map.entry("T", Field.TARGET),
            Map.entry("TF", Field.FINAL_TARGET),
            Map.entry("STOP", Field.STOP),
            Map.entry("STOPLOSS", Field.STOP),
            Map.entry("SL", Field.STOP),
            Map.entry("S", Field.STOP));

    /** Between an entry's label and its price. */
    private static final Set<String> FILLERS = Set.of(
            "A", "DE", "EM", "NA", "NO", "MIN", "ENTRE", "FAIXA", "REGIAO", "PRECO", "ZONE", "PRICE", "AT", "AROUND");

    /** Between two prices. */
    private static final Set<String> JOINERS = Set.of("A", "ATE", "E", "TO", "AND");

    /** After a price, without making it anything else. */
    private static final Set<String> CONNECTIVES = Set.of(
            "DE", "EM", "NO", "NA", "COM", "PARA", "POR", "OU", "SE", "QUE", "REAIS", "REAL", "OR", "ON", "WITH");

    /** After a number that is a distance, a duration or an amount instead of a price. */
    private static final Set<String> UNITS = Set.of(
            "PONTO",
            "PONTOS",
            "PTS",
            "PIP",
            "PIPS",
            "TICK",
            "TICKS",
            "CANDLE",
            "CANDLES",
            "ATR",
            "LOTE",
            "LOTES",
            "CONTRATO",
            "CONTRATOS",
            "ACOES",
            "HORA",
            "HORAS",
            "DIA",
            "DIAS",
            "MINUTOS",
            "MIL",
            "MILHAO",
            "MILHOES",
            "BILHAO",
            "BILHOES",
            "MILLION",
            "BILLION");

    private static final Set<String> CANCELLATIONS =
            Set.of("CANCELADA", "CANCELADO", "CANCELAR", "CANCELEM", "CANCELLED", "CANCELED");

    /** What is said of a signal that was given before. */
    private static final Set<String> EVENTS = Set.of(
            "ATINGIDO",
            "ATINGIDA",
            "ATINGIDOS",
            "ATINGIU",
            "ATINGIMOS",
            "BATIDO",
            "BATEU",
            "BATEMOS",
            "ENCERRADA",
            "ENCERRADO",
            "ENCERRAR",
            "STOPADO",
            "STOPADA",
            "STOPOU",
            "BREAKEVEN",
            "MOVIDO",
            "MOVER",
            "SUBA",
            "PARCIAL",
            "ACHIEVED",
            "REACHED",
            "HIT",
            "WWW",
            "LLL");

    /** What an event can be said of. */
    private static final Set<String> OPERATIONS =
            Set.of("OPERACAO", "OPERACOES", "SINAL", "SINAIS", "ORDEM", "TRADE", "SIGNAL");

    private Vocabulary() {}

    /** What a word announces, or null. */
    static @Nullable Label label(String word) {
        Field field = FIELDS.get(word);
        if (field != null) {
            return new Label(field, null);
        }
        int digits = word.length();
        while (digits > 0 && Character.isDigit(word.charAt(digits - 1))) {
            digits--;
        }
        boolean numbered = digits < word.length() && word.length() - digits <= 2 && word.length() <= MAX_LABEL_LENGTH;
        if (numbered && FIELDS.get(word.substring(0, digits)) == Field.TARGET) {
            return new Label(Field.TARGET, Integer.valueOf(word.substring(digits)));
        }
        return null;
    }

    static boolean isFiller(String word) {
        return FILLERS.contains(word);
    }

    static boolean isJoiner(String word) {
        return JOINERS.contains(word);
    }

    static boolean isUnit(String word) {
        return UNITS.contains(word);
    }

    /** Whether a word may follow any number without casting doubt on its being a price. */
    static boolean mayFollowPrice(String word) {
        return label(word) != null || isJoiner(word) || CONNECTIVES.contains(word);
    }

    static boolean isCancellation(String word) {
        return CANCELLATIONS.contains(word);
    }

    static boolean isEvent(String word) {
        return EVENTS.contains(word) || CANCELLATIONS.contains(word);
    }

    static boolean isOperation(String word) {
        return OPERATIONS.contains(word);
    }
}
