package telegramgateway.tpcapital.signal;

import java.util.Locale;

/** Whether the trade is opened by buying or by selling. */
public enum Side {
    BUY,
    SELL;

    /** The name in the database, JSON and metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
