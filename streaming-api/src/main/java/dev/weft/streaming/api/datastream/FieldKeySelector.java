package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.CompositeType.InvalidFieldReferenceException;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import dev.weft.api.java.typeutils.access.FieldAccessor;
import dev.weft.types.NullFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Key selector for field positions or expressions: the key is a tuple of the fields. A composite field stands for all
 * of its fields, in the order of its type.
 */
final class FieldKeySelector<T> implements KeySelector<T, Tuple>, ResultTypeQueryable<Tuple> {
    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final FieldAccessor<T, Object>[] fields;
    private final TupleTypeInfo<Tuple> keyType;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private FieldKeySelector(TypeInformation<T> type, List<String> expressions) {
        this.names = expressions.toArray(String[]::new);
        this.fields = new FieldAccessor[names.length];
        TypeInformation<?>[] types = new TypeInformation<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            fields[i] = FieldAccessor.of(type, names[i]);
            types[i] = fields[i].fieldType();
            Optional<String> violation = KeyRules.violation(types[i]);
            if (violation.isPresent()) {
                throw new InvalidProgramException(
                        "field '" + names[i] + "' of " + type + " cannot be a key: " + violation.get());
            }
        }
        this.keyType = new TupleTypeInfo<>(types);
    }

    /** @throws InvalidProgramException when the type has no such positions */
    static <T> FieldKeySelector<T> of(TypeInformation<T> type, int... positions) {
        List<String> names = new ArrayList<>();
        for (int position : positions) {
            try {
                FieldAccessor.of(type, position);
            } catch (InvalidFieldReferenceException e) {
                throw new InvalidProgramException(
                        "keyBy(" + position + ") on elements of " + type + ": " + e.getMessage(), e);
            }
            names.add(
                    type instanceof CompositeType<?> composite
                            ? composite.getFieldNames()[position]
                            : type.getTypeClass().isArray() ? String.valueOf(position) : "*");
        }
        return of(type, names);
    }

    /** @throws InvalidProgramException when the type has no such fields */
    static <T> FieldKeySelector<T> of(TypeInformation<T> type, String... expressions) {
        return of(type, List.of(expressions));
    }

    private static <T> FieldKeySelector<T> of(TypeInformation<T> type, List<String> expressions) {
        List<String> flat = new ArrayList<>();
        for (String expression : expressions) {
            try {
                addFlat(type, expression, flat);
            } catch (InvalidFieldReferenceException e) {
                throw new InvalidProgramException(
                        "keyBy(\"" + expression + "\") on elements of " + type + ": " + e.getMessage(), e);
            }
        }
        if (flat.isEmpty() || flat.size() > Tuple.MAX_ARITY) {
            throw new InvalidProgramException("a key of " + flat.size() + " fields of " + type
                    + " cannot be made, it must have from 1 to " + Tuple.MAX_ARITY + ": key by a KeySelector");
        }
        return new FieldKeySelector<>(type, flat);
    }

    private static void addFlat(TypeInformation<?> type, String expression, List<String> flat) {
        TypeInformation<?> field = FieldAccessor.of(type, expression).fieldType();
        boolean all = expression.equals("*") || expression.equals("_");
        if (!(field instanceof CompositeType<?> composite) || composite.getArity() == 0) {
            flat.add(all ? "*" : expression);
            return;
        }
        for (String name : composite.getFieldNames()) {
            addFlat(type, all ? name : expression + "." + name, flat);
        }
    }

    @Override
    public Tuple getKey(T value) {
        Tuple key = Tuple.newInstance(fields.length);
        for (int i = 0; i < fields.length; i++) {
            key.setField(fieldOf(value, i), i);
        }
        return key;
    }

    private Object fieldOf(T value, int i) {
        Object field;
        try {
            field = fields[i].get(value);
        } catch (NullPointerException e) {
            throw nullField(value, i, "something on the way to it is null");
        }
        if (field == null) {
            throw nullField(value, i, "it is null");
        }
        return field;
    }

    private NullFieldException nullField(T value, int i, String why) {
        return new NullFieldException("key field '" + names[i] + "' of the element " + value + " has no value: " + why
                + "; filter such elements out before keyBy, or give the field a value");
    }

    @Override
    public TypeInformation<Tuple> getProducedType() {
        return keyType;
    }
}
