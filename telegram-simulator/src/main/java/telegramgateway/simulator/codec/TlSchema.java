package telegramgateway.simulator.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes objects. Required fields that an object does not have are written as zero, empty or false;
 * required objects must be there. Immutable.
 */
public final class TlSchema {

    /** What the simulator speaks: {@code telegram.tl}. */
    public static final TlSchema TELEGRAM = load();

    /** The layer of Telegram's API to which its constructors belong. */
    public static final int LAYER = 227;

    private static final int GZIP_PACKED = 0x3072cfa1;
    private static final int VECTOR = 0x1cb5c415;
    private static final int TRUE = 0x997275b5;
    private static final int FALSE = 0xbc799737;

    private final Map<String, TlDefinition> byName = new HashMap<>();
    private final Map<Integer, TlDefinition> byNumber = new HashMap<>();

    TlSchema(List<TlDefinition> definitions) {
        definitions.forEach(definition -> {
            byName.put(definition.name(), definition);
            byNumber.put(definition.number(), definition);
        });
    }

    /** A value as a method returns it: an object, a Boolean, or a List of objects. */
    public byte[] encode(Object value) {
        TlWriter out = new TlWriter();
        switch (value) {
            case TlObject object -> write(out, object);
            case Boolean bool -> out.writeInt(bool ? TRUE : FALSE);
            case List<?> list -> writeVector(out, "Object", list);
            default -> throw new IllegalArgumentException("no value of TL: " + value.getClass());
        }
        return out.toBytes();
    }

    /**
     * Reads an object.
     *
     * @throws UnknownConstructorException when it, or one in it, is not in the schema
     */
    public TlObject decode(TlReader in) {
        int number = in.readInt();
        if (number == GZIP_PACKED) {
            return decode(new TlReader(inflate(in.readBytes())));
        }
        TlDefinition definition = byNumber.get(number);
        if (definition == null) {
            throw new UnknownConstructorException(number);
        }
        Map<String, Object> fields = HashMap.newHashMap(definition.fields().size());
        Map<String, Integer> flags = new HashMap<>();
        for (TlDefinition.Field field : definition.fields()) {
            if (field.isFlags()) {
                flags.put(field.name(), readFlags(in, definition, field));
            } else if (field.flags() == null || (flags.getOrDefault(field.flags(), 0) >> field.bit() & 1) == 1) {
                fields.put(field.name(), field.isFlag() ? true : read(in, field.type()));
            }
        }
        return new TlObject(definition.name(), fields);
    }

    List<TlDefinition> definitions() {
        return List.copyOf(byName.values());
    }

    /** A bit whose field is not in the schema would shift all that follows. */
    private static int readFlags(TlReader in, TlDefinition definition, TlDefinition.Field flags) {
        int value = in.readInt();
        int known = 0;
        for (TlDefinition.Field field : definition.fields()) {
            known |= flags.name().equals(field.flags()) ? 1 << field.bit() : 0;
        }
        if ((value & ~known) != 0 && !definition.whole()) {
            throw new IllegalArgumentException(definition.name() + " came with fields that are not in the schema: "
                    + flags.name() + " " + Integer.toBinaryString(value & ~known));
        }
        return value;
    }

    private Object read(TlReader in, String type) {
        return switch (type) {
            case "int" -> in.readInt();
            case "long" -> in.readLong();
            case "double" -> Double.longBitsToDouble(in.readLong());
            case "Bool" -> in.readInt() == TRUE;
            case "string" -> in.readText();
            case "bytes" -> in.readBytes();
            default -> {
                if (!type.startsWith("Vector<")) {
                    yield decode(in);
                }
                in.readInt();
                int count = in.readInt();
                List<Object> items = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    items.add(read(in, itemType(type)));
                }
                yield items;
            }
        };
    }

    private void write(TlWriter out, TlObject object) {
        TlDefinition definition = byName.get(object.name());
        if (definition == null) {
            throw new IllegalArgumentException(object.name() + " is not in the schema");
        }
        out.writeInt(definition.number());
        for (TlDefinition.Field field : definition.fields()) {
            if (field.isFlags()) {
                out.writeInt(flags(definition, field.name(), object));
            } else if (field.flags() == null || (!field.isFlag() && object.has(field.name()))) {
                try {
                    write(out, field.type(), object.find(field.name()));
                } catch (ClassCastException | NullPointerException e) {
                    throw new IllegalArgumentException(
                            object.name() + "." + field.name() + " is no " + field.type(), e);
                }
            }
        }
    }

    private static int flags(TlDefinition definition, String name, TlObject object) {
        int flags = 0;
        for (TlDefinition.Field field : definition.fields()) {
            if (name.equals(field.flags()) && object.has(field.name())) {
                flags |= 1 << field.bit();
            }
        }
        return flags;
    }

    private void write(TlWriter out, String type, @Nullable Object value) {
        switch (type) {
            case "int" -> out.writeInt(value == null ? 0 : (Integer) value);
            case "long" -> out.writeLong(value == null ? 0 : (Long) value);
            case "double" -> out.writeLong(Double.doubleToRawLongBits(value == null ? 0 : (Double) value));
            case "Bool" -> out.writeInt(Boolean.TRUE.equals(value) ? TRUE : FALSE);
            case "string" -> out.writeText(value == null ? "" : (String) value);
            case "bytes" -> out.writeBytes(value == null ? new byte[0] : (byte[]) value);
            default -> {
                if (type.startsWith("Vector<")) {
                    writeVector(out, itemType(type), value == null ? List.of() : (List<?>) value);
                } else {
                    write(out, (TlObject) Objects.requireNonNull(value));
                }
            }
        }
    }

    private void writeVector(TlWriter out, String itemType, List<?> items) {
        out.writeInt(VECTOR).writeInt(items.size());
        items.forEach(item -> write(out, itemType, item));
    }

    private static String itemType(String vectorType) {
        return vectorType.substring("Vector<".length(), vectorType.length() - 1);
    }

    private static byte[] inflate(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlSchema load() {
        try (InputStream in = Objects.requireNonNull(TlSchema.class.getResourceAsStream("telegram.tl"))) {
            return new TlSchema(new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .map(TlDefinition::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
