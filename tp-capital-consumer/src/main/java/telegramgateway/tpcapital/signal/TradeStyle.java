package telegramgateway.tpcapital.signal;

/** How long the trade is meant to last, from the header of the message. */
public enum TradeStyle {
    SWING_TRADE("Swing Trade"),
    DAY_TRADE("Day Trade"),
    SCALPING("Scalping");

    private final String title;

    TradeStyle(String title) {
        this.title = title;
    }

    /** The name that traders use, and the {@code signal_type} of the API. */
    public String title() {
        return title;
    }
}
