package telegramgateway.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What servers run as: see the README for what each kind needs. */
enum ServerKind {
    CONTAINERS,
    PROCESSES,
    EMBEDDED;

    /** The system property or environment variable that names the kind; without it every server gets the best. */
    static final String SETTING = "LOCAL_SERVERS";

    /** The kind that was asked for. */
    static Optional<ServerKind> wanted() {
        return parse(System.getProperty(SETTING, System.getenv(SETTING)));
    }

    static Optional<ServerKind> parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(kind -> kind.word().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        SETTING + " is " + value + ": it must be containers, processes or embedded, or not be set")));
    }

    /**
     * The kind of one server.
     *
     * @param container whether its container can be made here; asked only when it matters
     * @param installed whether its programs are installed; asked only when it matters
     * @param embeddable whether they come as a library too; a server without that counts as embedded when it is a
     *     process
     */
    static ServerKind choose(
            Optional<ServerKind> wanted, BooleanSupplier container, BooleanSupplier installed, boolean embeddable) {
        ServerKind withoutContainer = embeddable ? EMBEDDED : PROCESSES;
        if (wanted.isPresent()) {
            return wanted.get() == EMBEDDED ? withoutContainer : wanted.get();
        }
        if (container.getAsBoolean()) {
            return CONTAINERS;
        }
        return installed.getAsBoolean() ? PROCESSES : withoutContainer;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
