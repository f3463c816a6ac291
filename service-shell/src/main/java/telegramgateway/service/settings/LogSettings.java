package telegramgateway.service.settings;

/** What every service has. The logging configuration reads the same variable by itself, before anything else runs. */
public record LogSettings(
        @Setting(
                name = "LOG_LEVEL",
                fallback = "info",
                help = "The least important log events that are written: `error`, `warn`, `info`, `debug` or `trace`.")
        Level level) {

    /** Names of log levels. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
