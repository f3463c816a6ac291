package telegramgateway.mtproto.imports;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import telegramgateway.message.MessageSource;

/**
 * What to do with an export file.
 *
 * @param name for people
 * @param mode {@code import}: bulk history; {@code replay}: as if it came live
 * @param speed {@link #MAX_SPEED}, or how many times faster than the original a replay runs
 * @param zone of the machine that wrote the file; matters for old exports only
 * @param dryRun true to read the file and hand nothing over
 */
record ImportRequest(String name, Mode mode, double speed, ZoneId zone, boolean dryRun) {
    /** As fast as it goes. */
    static final double MAX_SPEED = Double.POSITIVE_INFINITY;

    private static final int NAME_LENGTH_MAX = 200;

    enum Mode {
        IMPORT(MessageSource.IMPORT),
        REPLAY(MessageSource.REPLAY);

        private final MessageSource source;

        Mode(MessageSource source) {
            this.source = source;
        }

        MessageSource source() {
            return source;
        }

        String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ImportRequest {
        if (name.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException("name is longer than " + NAME_LENGTH_MAX + " characters");
        }
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is a factor above 0, or max");
        }
        if (mode == Mode.IMPORT && speed != MAX_SPEED) {
            throw new IllegalArgumentException("speed is for replays; an import is always read at max");
        }
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws IllegalArgumentException with what is wrong, for the one who asked
     */
    static ImportRequest parse(String name, String mode, String speed, String zone, String dryRun) {
        return new ImportRequest(name, mode(mode), speed(speed), zone(zone), bool(dryRun));
    }

    String speedName() {
        return speed == MAX_SPEED ? "max" : Double.toString(speed);
    }

    /** A replay is as if it came live, where nobody says what is left out. */
    boolean saysWhatIsLeftOut() {
        return mode == Mode.IMPORT && !dryRun;
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (mode.jsonName().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode is import or replay");
    }

    private static double speed(String text) {
        try {
            return text.equals("max") ? MAX_SPEED : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("speed is a factor above 0, or max", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone is a time zone such as Europe/Lisbon or +03:00", e);
        }
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("dryRun is true or false");
        };
    }
}
