package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.runtime.PojoSerializer;
import dev.weft.api.java.typeutils.runtime.RecordSerializer;
import dev.weft.api.java.typeutils.runtime.kryo.KryoSerializer;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A class made of named fields: a POJO, whose fields stand in the order of their names, or a record, whose fields stand in
 * the order of its components.
 *
 * @param <T> the class
 */
@Public
public class PojoTypeInfo<T> extends CompositeType<T> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<PojoField> fields;
    private final Map<String, TypeInformation<?>> genericParameters;

    /**
     * Creates the type information.
     *
     * @param typeClass a POJO or record class
     * @param fields those that make up a value; of a record in the order of its components, of a POJO in any order
     */
    @PublicEvolving
    public PojoTypeInfo(Class<T> typeClass, List<PojoField> fields) {
        this(typeClass, fields, Map.of());
    }

    PojoTypeInfo(Class<T> typeClass, List<PojoField> fields, Map<String, TypeInformation<?>> genericParameters) {
        super(typeClass);
        this.fields = new ArrayList<>(fields);
        this.genericParameters = genericParameters;
        if (!typeClass.isRecord()) {
            this.fields.sort(Comparator.comparing(field -> field.getField().getName()));
        }
    }

    @Override
    @PublicEvolving
    public boolean isTupleType() {
        return false;
    }

    @Override
    @PublicEvolving
    public int getArity() {
        return fields.size();
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    @PublicEvolving
    public boolean isSortKeyType() {
        return Comparable.class.isAssignableFrom(getTypeClass());
    }

    @Override
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller says the type of the field
    public <X> TypeInformation<X> getTypeAt(int pos) {
        return (TypeInformation<X>) getPojoFieldAt(pos).getTypeInformation();
    }

    /**
     * Returns the field at a position, counted from 0 in the order of names (of a record: components).
     *
     * @throws IndexOutOfBoundsException if there is no such position
     */
    @PublicEvolving
    public PojoField getPojoFieldAt(int pos) {
        if (pos < 0 || pos >= fields.size()) {
            throw new IndexOutOfBoundsException("There is no field " + pos + " in " + this);
        }
        return fields.get(pos);
    }

    @Override
    @PublicEvolving
    public String[] getFieldNames() {
        return fields.stream().map(field -> field.getField().getName()).toArray(String[]::new);
    }

    @Override
    @PublicEvolving
    public int getFieldIndex(String fieldName) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getField().getName().equals(fieldName)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean hasDeterministicFieldOrder() {
        return getTypeClass().isRecord();
    }

    @Override
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return genericParameters;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        if (config.isForceKryoEnabled()) {
            return new KryoSerializer<>(getTypeClass(), config);
        }
        return getTypeClass().isRecord()
                ? new RecordSerializer<>(getTypeClass(), reflectedFields(), fieldSerializers(config))
                : createPojoSerializer(config);
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    /** Creates the serializer of a POJO, not of a record. */
    @PublicEvolving
    public PojoSerializer<T> createPojoSerializer(SerializerConfig config) {
        return new PojoSerializer<>(getTypeClass(), reflectedFields(), fieldSerializers(config), config);
    }

    private List<Field> reflectedFields() {
        return fields.stream().map(PojoField::getField).toList();
    }

    private TypeSerializer<?>[] fieldSerializers(SerializerConfig config) {
        return fields.stream().map(field -> fieldSerializer(field, config)).toArray(TypeSerializer<?>[]::new);
    }

    private TypeSerializer<?> fieldSerializer(PojoField field, SerializerConfig config) {
        try {
            return field.getTypeInformation().createSerializer(config);
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedOperationException(
                    "Field '" + field.getField().getName() + "' of "
                            + getTypeClass().getName() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof PojoTypeInfo<?> that
                && that.canEqual(this)
                && that.getTypeClass() == getTypeClass()
                && that.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + fields.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof PojoTypeInfo;
    }

    @Override
    public String toString() {
        return "PojoType<" + getTypeClass().getName() + ", fields = " + fields + ">";
    }
}
