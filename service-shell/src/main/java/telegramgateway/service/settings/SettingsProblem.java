package telegramgateway.service.settings;

/**
 * One reason why a service does not start.
 *
 * @param message what is wrong; never shows a secret
 * @param hint what to do about it
 */
public record SettingsProblem(String message, String hint) {

    /** Both, as a person reads them on a terminal. */
    public String text() {
        return "FATAL: " + message + (hint.isEmpty() ? "" : "\n       " + hint);
    }
}
