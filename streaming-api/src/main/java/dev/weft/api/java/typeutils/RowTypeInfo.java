package dev.weft.api.java.typeutils;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.runtime.RowSerializer;
import dev.weft.types.Row;
import java.util.Arrays;
import java.util.HashSet;

/** A row: typed fields by position and name. Two row types are equal if their fields' types are. */
@PublicEvolving
public class RowTypeInfo extends TupleTypeInfoBase<Row> {
    private static final long serialVersionUID = 1L;

    /** Names the fields f0, f1, … */
    public RowTypeInfo(TypeInformation<?>... types) {
        this(types, defaultNames(types.length));
    }

    /**
     * Names the fields.
     *
     * @param fieldNames one for each type, all different
     * @throws IllegalArgumentException if names and types differ in number, or a name comes twice
     */
    public RowTypeInfo(TypeInformation<?>[] types, String[] fieldNames) {
        super(Row.class, types, fieldNames);
        if (types.length != fieldNames.length) {
            throw new IllegalArgumentException(
                    "A row of " + types.length + " field types has " + fieldNames.length + " names");
        }
        if (new HashSet<>(Arrays.asList(fieldNames)).size() != fieldNames.length) {
            throw new IllegalArgumentException("Names of a row's fields differ, unlike " + Arrays.toString(fieldNames));
        }
    }

    @Override
    public TypeSerializer<Row> createSerializer(SerializerConfig config) {
        return new RowSerializer(fieldSerializers(config), getFieldNames());
    }

    @Override
    public TypeSerializer<Row> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public boolean isKeyType() {
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof RowTypeInfo;
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof RowTypeInfo && super.equals(obj);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** Says whether names are equal too. */
    public boolean schemaEquals(Object obj) {
        return equals(obj) && Arrays.equals(getFieldNames(), ((RowTypeInfo) obj).getFieldNames());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Row(");
        String[] names = getFieldNames();
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(": ").append(types[i]);
        }
        return text.append(')').toString();
    }

    /** Returns the type of a row of some fields, in the given order. */
    public static RowTypeInfo projectFields(RowTypeInfo rowType, int[] fieldMapping) {
        TypeInformation<?>[] types = new TypeInformation<?>[fieldMapping.length];
        String[] names = new String[fieldMapping.length];
        for (int i = 0; i < fieldMapping.length; i++) {
            types[i] = rowType.getTypeAt(fieldMapping[i]);
            names[i] = rowType.getFieldNames()[fieldMapping[i]];
        }
        return new RowTypeInfo(types, names);
    }
}
