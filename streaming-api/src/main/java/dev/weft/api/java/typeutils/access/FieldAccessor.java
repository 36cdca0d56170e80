package dev.weft.api.java.typeutils.access;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeinfo.BasicArrayTypeInfo;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.CompositeType.InvalidFieldReferenceException;
import dev.weft.api.java.typeutils.ObjectArrayTypeInfo;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.RowTypeInfo;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and sets one field, perhaps deep within a value: {@code "f1"}, {@code "user.address.city"}, {@code "*"} for the value
 * itself.
 *
 * @param <T> the type of the values
 * @param <F> the type of the field
 */
@Internal
public final class FieldAccessor<T, F> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final FieldStep[] steps;
    private final TypeInformation<F> fieldType;

    private FieldAccessor(List<FieldStep> steps, TypeInformation<F> fieldType) {
        this.steps = steps.toArray(FieldStep[]::new);
        this.fieldType = fieldType;
    }

    /**
     * Creates an accessor by field expression.
     *
     * @throws InvalidFieldReferenceException if it names nothing
     */
    @SuppressWarnings("unchecked") // the caller says the type of the field
    public static <T, F> FieldAccessor<T, F> of(TypeInformation<T> type, String fieldExpression) {
        List<FieldStep> steps = new ArrayList<>();
        TypeInformation<?> current = type;
        if (!fieldExpression.equals("*") && !fieldExpression.equals("_")) {
            for (String part : fieldExpression.split("\\.", -1)) {
                String name = part.trim();
                steps.add(step(current, name));
                current = next(current, name);
            }
        }
        return new FieldAccessor<>(steps, (TypeInformation<F>) current);
    }

    /**
     * Creates an accessor by position: in a tuple, row, record or array; 0 is the value itself where it has no fields.
     *
     * @throws InvalidFieldReferenceException if there is no such position
     */
    public static <T, F> FieldAccessor<T, F> of(TypeInformation<T> type, int position) {
        if (type instanceof CompositeType<?> composite) {
            if (!composite.hasDeterministicFieldOrder()) {
                throw new InvalidFieldReferenceException(
                        "Fields of " + type.getTypeClass().getName() + " have names, no positions; name one of "
                                + List.of(composite.getFieldNames()));
            }
            if (position < 0 || position >= composite.getArity()) {
                throw new InvalidFieldReferenceException("There is no field " + position + " in " + type
                        + "; its fields are " + List.of(composite.getFieldNames()));
            }
            return of(type, composite.getFieldNames()[position]);
        }
        if (type.getTypeClass().isArray()) {
            return of(type, Integer.toString(position));
        }
        if (position != 0) {
            throw new InvalidFieldReferenceException(
                    type + " has no fields, so there is only position 0, not " + position);
        }
        return of(type, "*");
    }

    private static FieldStep step(TypeInformation<?> type, String name) {
        if (type instanceof CompositeType<?> composite) {
            int index = composite.getFieldIndex(name);
            if (index >= 0) {
                if (type instanceof TupleTypeInfo) {
                    return new FieldStep.OfTuple(index);
                }
                if (type instanceof RowTypeInfo) {
                    return new FieldStep.OfRow(index, composite.getFieldNames()[index]);
                }
                if (type instanceof PojoTypeInfo<?> pojo) {
                    return pojo.getTypeClass().isRecord()
                            ? FieldStep.OfRecord.at(pojo, index)
                            : new FieldStep.OfPojo(pojo.getPojoFieldAt(index));
                }
            }
            throw new InvalidFieldReferenceException("There is no field '" + name + "' in " + type + "; its fields are "
                    + List.of(composite.getFieldNames()));
        }
        if (type.getTypeClass().isArray() && name.matches("\\d{1,9}")) {
            return new FieldStep.OfArray(Integer.parseInt(name));
        }
        throw new InvalidFieldReferenceException(type + " has no field '" + name + "'");
    }

    private static TypeInformation<?> next(TypeInformation<?> type, String name) {
        if (type instanceof CompositeType<?> composite) {
            return composite.getTypeAt(name);
        }
        if (type instanceof PrimitiveArrayTypeInfo<?> array) {
            return array.getComponentType();
        }
        if (type instanceof BasicArrayTypeInfo<?, ?> array) {
            return array.getComponentInfo();
        }
        if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
            return array.getComponentInfo();
        }
        throw new InvalidFieldReferenceException("The elements of " + type + " have no known type");
    }

    /** The type of the field. */
    public TypeInformation<F> fieldType() {
        return fieldType;
    }

    /** Returns the field of a value; fails if something on the way to it is null. */
    @SuppressWarnings("unchecked") // the type information says so
    public F get(T value) {
        Object current = value;
        for (FieldStep step : steps) {
            current = step.get(current);
        }
        return (F) current;
    }

    /** Sets the field and returns the value: the same object, or a new one where a record or the value itself changes. */
    @SuppressWarnings("unchecked") // a step returns what it was given, or another of the same class
    public T set(T value, F field) {
        return (T) set(value, field, 0);
    }

    private Object set(Object container, Object field, int depth) {
        if (depth == steps.length) {
            return field;
        }
        FieldStep step = steps[depth];
        if (depth == steps.length - 1) {
            return step.set(container, field);
        }
        Object inner = step.get(container);
        Object changed = set(inner, field, depth + 1);
        return changed == inner ? container : step.set(container, changed);
    }
}
