package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;

/**
 * Schemas and text of Avro: a schema as its JSON, parsed once for each codec; text as its bytes in UTF-8. With these two,
 * Avro's generic records, arrays, fixed bytes and enum symbols are plain objects of fields, and so are specific records. Avro
 * is found by reflection on the value's class loader, for Weft does not depend on it.
 */
final class AvroSerializer extends Serializer<Object> {
    private static final String SCHEMA = "org.apache.avro.Schema";
    private static final String TEXT = "org.apache.avro.util.Utf8";

    private final Class<?> type;
    private final boolean text;
    private final Map<String, Object> schemas = new HashMap<>();

    AvroSerializer(Class<?> type) {
        this.type = type;
        this.text = type.getName().equals(TEXT);
        setImmutable(!text);
    }

    static boolean serves(Class<?> type) {
        return type.getName().equals(TEXT) || extendsClass(type, SCHEMA);
    }

    /** Whether a class was made by Avro's compiler. Its Java serialization would ask Avro which packages are trusted. */
    static boolean isSpecificRecord(Class<?> type) {
        return extendsClass(type, "org.apache.avro.specific.SpecificRecordBase");
    }

    private static boolean extendsClass(Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        if (!text) {
            output.writeString(value.toString());
            return;
        }
        try {
            int length = (int) type.getMethod("getByteLength").invoke(value);
            output.writeInt(length, true);
            output.writeBytes((byte[]) type.getMethod("getBytes").invoke(value), 0, length);
        } catch (ReflectiveOperationException e) {
            throw failed("text of Avro cannot be read", e);
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> read) {
        if (!text) {
            return schemas.computeIfAbsent(input.readString(), this::parse);
        }
        return newText(byte[].class, input.readBytes(input.readInt(true)));
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        return text ? newText(type, original) : original;
    }

    private Object newText(Class<?> from, Object content) {
        try {
            return type.getConstructor(from).newInstance(content);
        } catch (ReflectiveOperationException e) {
            throw failed("text of Avro cannot be made", e);
        }
    }

    /** Names and defaults are taken as they are: the program had them in a schema already. */
    private Object parse(String json) {
        try {
            Class<?> parser = Class.forName(SCHEMA + "$Parser", true, type.getClassLoader());
            Object lenient = lenient(parser);
            parser.getMethod("setValidateDefaults", boolean.class).invoke(lenient, false);
            return parser.getMethod("parse", String.class).invoke(lenient, json);
        } catch (ReflectiveOperationException e) {
            throw failed("the Avro schema " + json + " cannot be parsed", e);
        }
    }

    private static Object lenient(Class<?> parser) throws ReflectiveOperationException {
        try {
            Class<?> validator = Class.forName("org.apache.avro.NameValidator", true, parser.getClassLoader());
            return parser.getConstructor(validator)
                    .newInstance(validator.getField("NO_VALIDATION").get(null));
        } catch (ClassNotFoundException olderThan1_12) {
            Object made = parser.getConstructor().newInstance();
            parser.getMethod("setValidate", boolean.class).invoke(made, false);
            return made;
        }
    }

    private static KryoException failed(String what, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        return new KryoException(what + ": " + cause, cause);
    }
}
