package telegramgateway.simulator.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An object of the schema: its constructor's or method's name, and its fields by name. Values are Integer, Long,
 * Double, Boolean, String, byte[], TlObject and List. A getter of a field that is not set throws.
 */
public final class TlObject {

    private final String name;
    private final Map<String, Object> fields;

    TlObject(String name, Map<String, Object> fields) {
        this.name = name;
        this.fields = fields;
    }

    /** An object of names and values in turn. A value of null, and false for a flag, leaves the field out. */
    public static TlObject of(String name, @Nullable Object... namesAndValues) {
        Map<String, Object> fields = HashMap.newHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                fields.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return new TlObject(name, fields);
    }

    /** Sets a field, as {@link #of} does. For the one who makes the object, before others see it. */
    public TlObject with(String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }

    public String name() {
        return name;
    }

    public boolean is(String otherName) {
        return name.equals(otherName);
    }

    /** Whether an optional field is there, or a flag is set. */
    public boolean has(String field) {
        return fields.containsKey(field) && !Boolean.FALSE.equals(fields.get(field));
    }

    public @Nullable Object find(String field) {
        return fields.get(field);
    }

    public int intOf(String field) {
        return (Integer) value(field);
    }

    public long longOf(String field) {
        return (Long) value(field);
    }

    public String textOf(String field) {
        return (String) value(field);
    }

    public byte[] bytesOf(String field) {
        return (byte[]) value(field);
    }

    public TlObject objectOf(String field) {
        return (TlObject) value(field);
    }

    @SuppressWarnings("unchecked")
    public <T> List<T> listOf(String field) {
        return (List<T>) value(field);
    }

    /** Names only: the values may be codes and passwords. */
    @Override
    public String toString() {
        return name + fields.keySet();
    }

    private Object value(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw new NoSuchElementException(name + " has no field " + field);
        }
        return value;
    }
}
