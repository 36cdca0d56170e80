package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.BasicTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.runtime.TupleSerializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A tuple, or a subclass of a tuple class without fields of its own.
 *
 * @param <T> the tuple class
 */
@Public
public final class TupleTypeInfo<T extends Tuple> extends TupleTypeInfoBase<T> {
    private static final long serialVersionUID = 1L;

    /** Creates the type information of the tuple class with as many fields as there are types. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller names the tuple class of this arity as T
    public TupleTypeInfo(TypeInformation<?>... types) {
        this((Class<T>) Tuple.getTupleClass(types.length), types);
    }

    /**
     * Creates the type information of a tuple class, or of a subclass that adds no fields.
     *
     * @param types one for each field, at most 25
     * @throws IllegalArgumentException if there are more
     */
    @PublicEvolving
    public TupleTypeInfo(Class<T> tupleType, TypeInformation<?>... types) {
        super(tupleType, types, defaultNames(types.length));
        if (types.length > Tuple.MAX_ARITY) {
            throw new IllegalArgumentException(
                    "A tuple has at most " + Tuple.MAX_ARITY + " fields, not " + types.length);
        }
    }

    @Override
    @PublicEvolving
    public TupleSerializer<T> createSerializer(SerializerConfig config) {
        return new TupleSerializer<>(getTypeClass(), fieldSerializers(config));
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        Map<String, TypeInformation<?>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < types.length; i++) {
            parameters.put("T" + i, types[i]);
        }
        return parameters;
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof TupleTypeInfo && super.equals(obj);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof TupleTypeInfo;
    }

    @Override
    public String toString() {
        return getTypeClass().getSimpleName()
                + Arrays.stream(types).map(Object::toString).collect(Collectors.joining(", ", "<", ">"));
    }

    /** Creates the type information of a tuple of basic classes. */
    @PublicEvolving
    public static <X extends Tuple> TupleTypeInfo<X> getBasicTupleTypeInfo(Class<?>... basicTypes) {
        TypeInformation<?>[] infos = new TypeInformation<?>[basicTypes.length];
        for (int i = 0; i < infos.length; i++) {
            infos[i] = BasicTypeInfo.getInfoFor(basicTypes[i]);
            if (infos[i] == null) {
                throw new IllegalArgumentException(basicTypes[i].getName() + " at position " + i + " is no basic type");
            }
        }
        return new TupleTypeInfo<>(infos);
    }
}
