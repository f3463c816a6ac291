package telegramgateway.simulator.session;

/** Telegram's refusal of a call. */
public final class RpcError extends RuntimeException {

    private final int code;
    private final String text;

    /** @param text such as {@code PHONE_CODE_INVALID} */
    public RpcError(int code, String text) {
        super(code + " " + text, null, false, false);
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
