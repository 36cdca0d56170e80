package dev.weft.api.java.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.util.Arrays;
import java.util.Objects;

/** What tuples and rows have in common: fields by position, each with a name as well. */
@Internal
public abstract class TupleTypeInfoBase<T> extends CompositeType<T> {
    private static final long serialVersionUID = 1L;

    /** The types of the fields by position. */
    protected final TypeInformation<?>[] types;

    private final String[] names;

    TupleTypeInfoBase(Class<T> tupleType, TypeInformation<?>[] types, String[] names) {
        super(tupleType);
        this.types = types.clone();
        this.names = names.clone();
        for (TypeInformation<?> type : types) {
            Objects.requireNonNull(type, "The type of a field is null");
        }
    }

    static String[] defaultNames(int arity) {
        String[] names = new String[arity];
        for (int i = 0; i < arity; i++) {
            names[i] = "f" + i;
        }
        return names;
    }

    @Override
    public boolean isTupleType() {
        return true;
    }

    @Override
    public int getArity() {
        return types.length;
    }

    /** Returns the types of the fields by position. */
    public TypeInformation<?>[] getFieldTypes() {
        return types.clone();
    }

    @Override
    @SuppressWarnings("unchecked") // the caller says the type of the field
    public <X> TypeInformation<X> getTypeAt(int pos) {
        if (pos < 0 || pos >= types.length) {
            throw new IndexOutOfBoundsException("There is no field " + pos + " in " + this);
        }
        return (TypeInformation<X>) types[pos];
    }

    @Override
    public String[] getFieldNames() {
        return names.clone();
    }

    /** Also takes a position as text: "0" is the first field. */
    @Override
    public int getFieldIndex(String fieldName) {
        int index = Arrays.asList(names).indexOf(fieldName);
        if (index >= 0 || fieldName.isEmpty() || !fieldName.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return index;
        }
        int position = fieldName.length() > 6 ? types.length : Integer.parseInt(fieldName);
        return position < types.length ? position : -1;
    }

    @Override
    public boolean hasDeterministicFieldOrder() {
        return true;
    }

    final TypeSerializer<?>[] fieldSerializers(SerializerConfig config) {
        TypeSerializer<?>[] serializers = new TypeSerializer<?>[types.length];
        for (int i = 0; i < types.length; i++) {
            serializers[i] = types[i].createSerializer(config);
        }
        return serializers;
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof TupleTypeInfoBase<?> that
                && that.canEqual(this)
                && super.equals(obj)
                && Arrays.equals(that.types, types);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Arrays.hashCode(types);
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof TupleTypeInfoBase;
    }
}
