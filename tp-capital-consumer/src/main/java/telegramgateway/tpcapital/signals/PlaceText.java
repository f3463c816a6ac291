package telegramgateway.tpcapital.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import telegramgateway.tpcapital.store.SignalQuery.Place;

/** A place among the signals as the opaque cursor of the API. */
final class PlaceText {
    /** The database's timestamps reach further. */
    static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private PlaceText() {}

    static String encode(Place place) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, place.ts());
        String plain = micros + " " + place.channelId() + " " + place.messageId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException when the text was not made by {@link #encode} */
    static Place decode(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not three parts");
        }
        try {
            Instant ts = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
            if (ts.isBefore(Instant.EPOCH) || ts.isAfter(LATEST)) {
                throw new IllegalArgumentException("No signal is of " + ts);
            }
            return new Place(ts, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("Out of range", e);
        }
    }
}
