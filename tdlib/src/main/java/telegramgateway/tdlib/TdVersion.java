package telegramgateway.tdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of TDLib, such as 1.8.65. Its API has no compatibility between versions. */
public record TdVersion(int major, int minor, int patch) implements Comparable<TdVersion> {

    /** The one that {@code bin/setup} installs and the tests run with. */
    public static final TdVersion TESTED = new TdVersion(1, 8, 65);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");
    private static final Comparator<TdVersion> ORDER = Comparator.comparingInt(TdVersion::major)
            .thenComparingInt(TdVersion::minor)
            .thenComparingInt(TdVersion::patch);
    private static final TreeMap<TdVersion, LocalDate> RELEASES = releases();

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static TdVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version of TDLib, such as 1.8.65");
        }
        return new TdVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /**
     * Days since its release, not negative. A version that is newer than {@code releases.properties} counts as old as
     * the newest one there: it seems older than it is, never younger.
     */
    public long ageInDays(LocalDate today) {
        Map.Entry<TdVersion, LocalDate> release = RELEASES.floorEntry(this);
        LocalDate released =
                Objects.requireNonNullElse(release, RELEASES.firstEntry()).getValue();
        return Math.max(0, ChronoUnit.DAYS.between(released, today));
    }

    @Override
    public int compareTo(TdVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static TreeMap<TdVersion, LocalDate> releases() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(TdVersion.class.getResourceAsStream("releases.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TreeMap<TdVersion, LocalDate> releases = new TreeMap<>();
        properties.forEach((version, date) -> releases.put(of((String) version), LocalDate.parse((String) date)));
        return releases;
    }
}
