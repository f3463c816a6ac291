package telegramgateway.simulator.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A line of the schema: a constructor or a method.
 *
 * @param number what stands for it on the wire
 * @param whole whether it has all of its fields here
 */
record TlDefinition(String name, int number, List<Field> fields, boolean whole, String line) {

    private static final Pattern LINE = Pattern.compile("([\\w.]+)#([0-9a-f]{1,8}) (.*?)= [\\w.<> ]+;");
    private static final Pattern FIELD = Pattern.compile("(\\w+):(?:(\\w+)\\.(\\d+)\\?)?([\\w.<>#!]+)");
    private static final String DOTS = "...";

    /**
     * A field.
     *
     * @param flags the field with the bit that says whether this one is there; null when it always is
     */
    record Field(String name, String type, @Nullable String flags, int bit) {
        boolean isFlags() {
            return type.equals("#");
        }

        boolean isFlag() {
            return type.equals("true");
        }
    }

    static TlDefinition of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no definition: " + line);
        }
        List<Field> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(matcher.group(3).replaceAll("\\{.*?}", ""));
        while (field.find()) {
            String bit = field.group(3);
            fields.add(new Field(
                    field.group(1), field.group(4).intern(), field.group(2), bit == null ? 0 : Integer.parseInt(bit)));
        }
        return new TlDefinition(
                matcher.group(1),
                Integer.parseUnsignedInt(matcher.group(2), 16),
                List.copyOf(fields),
                !line.contains(DOTS),
                line);
    }

    /** The number that the definition must have, by the protocol's rule. */
    int computedNumber() {
        String canonical = line.replaceFirst("#[0-9a-f]+", "")
                .replace(";", "")
                .replaceAll(" \\w+:\\w+\\.\\d+\\?true", "")
                .replace(":bytes ", ":string ")
                .replace("?bytes ", "?string ")
                .replace('<', ' ')
                .replaceAll("[>{}]", "");
        CRC32 crc = new CRC32();
        crc.update(canonical.getBytes(US_ASCII));
        return (int) crc.getValue();
    }
}
