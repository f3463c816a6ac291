package telegramgateway.tpcapital.signal;

import java.util.Locale;
import java.util.Set;

/** What the parser makes of one text. */
public sealed interface Reading {

    /** A trade with all its parts. */
    record Signal(Trade trade) implements Reading {
        public Signal {
            if (!trade.missing().isEmpty()) {
                throw new IllegalArgumentException("A signal without " + trade.missing());
            }
        }
    }

    /** Laid out as a signal, but some parts are blank, unreadable or contradictory. */
    record Incomplete(Trade trade) implements Reading {

        public Set<Trade.Part> missing() {
            return trade.missing();
        }

        /**
         * Whether a trader can act on it: it says what to trade, which way, and either at which price, or where to get
         * out on both ends. Less than that is no row among the signals.
         */
        public boolean actionable() {
            return trade.instrument() != null
                    && trade.side() != null
                    && (trade.entry() != null || (trade.hasTarget() && trade.stop() != null));
        }
    }

    /** Everything else that is posted in a channel. */
    record NotASignal(Reason reason) implements Reading {}

    /** Why a text is not a signal. */
    enum Reason {
        /** Nothing to read: a photo without caption, blanks, symbols only. */
        NO_TEXT,
        /** A bot's own "[OK] … processado". */
        CONFIRMATION,
        /** What became of an earlier signal: target hit, stopped, stop moved, cancelled. */
        FOLLOW_UP,
        /** Links and mentions only. */
        LINK,
        /** "Bom dia" letters and the like. */
        GREETING,
        /** Speaks about an instrument without proposing a trade. */
        COMMENTARY,
        /** Uses a trader's words, but names neither an instrument's code nor a price. */
        NEWS,
        /** Any other talk. */
        OTHER;

        /** The name in the database, JSON and metrics. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
