package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.CollectionSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.MapSerializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A serializer of lists, sets or maps that converts their elements into one form while a key is written, and orders those
 * of sets and maps, so that equal keys are equal bytes.
 */
final class CanonicalContentSerializer extends Serializer<Object> {
    private final Serializer<Object> plain;
    private final BooleanSupplier writesKey;
    private final UnaryOperator<Object> canonical;

    private CanonicalContentSerializer(
            Serializer<Object> plain, BooleanSupplier writesKey, UnaryOperator<Object> canonical) {
        this.plain = plain;
        this.writesKey = writesKey;
        this.canonical = canonical;
        setAcceptsNull(plain.getAcceptsNull());
        setImmutable(plain.isImmutable());
    }

    /** The serializer itself where its values have one form. */
    @SuppressWarnings("unchecked") // Kryo asks a serializer of a class for its objects only
    static Serializer<?> around(
            Serializer<?> plain, Class<?> type, BooleanSupplier writesKey, UnaryOperator<Object> canonical) {
        boolean isSet = Set.class.isAssignableFrom(type) && !SortedSet.class.isAssignableFrom(type);
        boolean isMap = Map.class.isAssignableFrom(type) && !SortedMap.class.isAssignableFrom(type);
        boolean isList = List.class.isAssignableFrom(type);
        boolean hasForms = (isSet || isList) && plain instanceof CollectionSerializer<?>
                || isMap && plain instanceof MapSerializer<?>;
        return hasForms ? new CanonicalContentSerializer((Serializer<Object>) plain, writesKey, canonical) : plain;
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        plain.write(kryo, output, writesKey.getAsBoolean() ? canonical.apply(value) : value);
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        return plain.read(kryo, input, type);
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        return plain.copy(kryo, original);
    }
}
