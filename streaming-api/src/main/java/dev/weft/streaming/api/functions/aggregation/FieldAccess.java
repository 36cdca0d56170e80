package dev.weft.streaming.api.functions.aggregation;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.java.tuple.Tuple;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * Reads a field of an element, and makes an element with another value in it or changes it.
 *
 * <p>A field is a position in a tuple or array ({@code 1}, {@code f1}), a name in a POJO or record ({@code price}), a
 * path into nested ones ({@code price.net}), or {@code 0} or {@code *} for a single value itself.
 */
sealed interface FieldAccess<T> extends Serializable {
    Object get(T element);

    /** A copy with another value in the field. */
    T with(T element, Object value);

    /** The element itself with another value in the field, or a copy if its class cannot be changed. */
    default T set(T element, Object value) {
        return with(element, value);
    }

    /** An access and the class of the field where it is known. */
    record Resolved<T>(FieldAccess<T> access, Optional<Class<?>> fieldClass) {}

    static <T> Resolved<T> resolve(TypeInformation<T> type, String expression) {
        int dot = expression.indexOf('.');
        String name = dot < 0 ? expression : expression.substring(0, dot);
        Step<T> step = step(type, name);
        if (dot < 0) {
            return new Resolved<>(step.access(), step.fieldType().map(TypeInformation::getTypeClass));
        }
        TypeInformation<?> fieldType = step.fieldType()
                .orElseThrow(() -> new InvalidProgramException(
                        "the type of field '" + name + "' of " + type + " is not known, so '" + expression
                                + "' cannot be found: say the stream's type with returns(...)"));
        return nested(step.access(), resolve(fieldType, expression.substring(dot + 1)));
    }

    private static <T, F> Resolved<T> nested(FieldAccess<T> outer, Resolved<F> inner) {
        return new Resolved<>(new Nested<>(outer, inner.access()), inner.fieldClass());
    }

    /** One field and its type where it is known. */
    record Step<T>(FieldAccess<T> access, Optional<TypeInformation<?>> fieldType) {}

    private static <T> Step<T> step(TypeInformation<T> type, String name) {
        Class<T> elementClass = type.getTypeClass();
        if (type.isBasicType()) {
            if (!name.equals("0") && !name.equals("*")) {
                throw noField(type, name, "a single value is 0 or *");
            }
            return new Step<>(new Whole<>(), Optional.of(type));
        }
        if (Tuple.class.isAssignableFrom(elementClass)) {
            int position = position(type, name, type.getArity());
            return new Step<>(
                    new OfTuple<>(position),
                    Optional.ofNullable(type.getGenericParameters().get("T" + position)));
        }
        if (elementClass.isArray()) {
            int position = position(type, name, Integer.MAX_VALUE);
            return new Step<>(
                    new OfArray<>(position), Optional.of(TypeInformation.of(elementClass.getComponentType())));
        }
        if (elementClass.isRecord()) {
            for (RecordComponent component : elementClass.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return new Step<>(
                            new OfRecord<>(elementClass, name), Optional.of(TypeInformation.of(component.getType())));
                }
            }
            throw noField(type, name, fieldsOf(type));
        }
        Field field = PojoFields.find(elementClass, name).orElseThrow(() -> noField(type, name, fieldsOf(type)));
        return new Step<>(new OfPojo<>(elementClass, name), Optional.of(TypeInformation.of(field.getType())));
    }

    private static int position(TypeInformation<?> type, String name, int arity) {
        String digits = name.startsWith("f") ? name.substring(1) : name;
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) >= arity) {
            throw noField(
                    type,
                    name,
                    arity == Integer.MAX_VALUE
                            ? "an array has positions from 0 on"
                            : "it has positions 0 to " + (arity - 1) + "; " + fieldsOf(type));
        }
        return Integer.parseInt(digits);
    }

    private static String fieldsOf(TypeInformation<?> type) {
        return type instanceof CompositeType<?> composite
                ? "its fields are " + String.join(", ", composite.getFieldNames())
                : "its class has no such field";
    }

    private static InvalidProgramException noField(TypeInformation<?> type, String name, String why) {
        return new InvalidProgramException("there is no field '" + name + "' in " + type + ": " + why);
    }

    /** The element is the field. */
    record Whole<T>() implements FieldAccess<T> {
        @Override
        public Object get(T element) {
            return element;
        }

        @Override
        @SuppressWarnings("unchecked") // the field's type is the element's
        public T with(T element, Object value) {
            return (T) value;
        }
    }

    record OfTuple<T>(int position) implements FieldAccess<T> {
        @Override
        public Object get(T element) {
            return ((Tuple) element).getField(position);
        }

        @Override
        @SuppressWarnings("unchecked") // a copy of a tuple is of the same class
        public T with(T element, Object value) {
            Tuple copy = ((Tuple) element).copy();
            copy.setField(value, position);
            return (T) copy;
        }

        @Override
        public T set(T element, Object value) {
            ((Tuple) element).setField(value, position);
            return element;
        }
    }

    record OfArray<T>(int position) implements FieldAccess<T> {
        @Override
        public Object get(T element) {
            return Array.get(element, position);
        }

        @Override
        @SuppressWarnings("unchecked") // a copy of an array is of the same class
        public T with(T element, Object value) {
            int length = Array.getLength(element);
            Object copy = Array.newInstance(element.getClass().getComponentType(), length);
            System.arraycopy(element, 0, copy, 0, length);
            Array.set(copy, position, value);
            return (T) copy;
        }

        @Override
        public T set(T element, Object value) {
            Array.set(element, position, value);
            return element;
        }
    }

    /** A field of a field. */
    record Nested<T, F>(FieldAccess<T> outer, FieldAccess<F> inner) implements FieldAccess<T> {
        @Override
        public Object get(T element) {
            return inner.get(middle(element));
        }

        @Override
        public T with(T element, Object value) {
            return outer.with(element, inner.with(middle(element), value));
        }

        @Override
        public T set(T element, Object value) {
            return outer.set(element, inner.set(middle(element), value));
        }

        @SuppressWarnings("unchecked") // the inner access was resolved from the outer field's type
        private F middle(T element) {
            return (F) outer.get(element);
        }
    }

    /** A component of a record; another value makes a new record. Reflection is looked up once an instance. */
    final class OfRecord<T> implements FieldAccess<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final String name;
        private transient RecordParts<T> parts;

        OfRecord(Class<T> type, String name) {
            this.type = type;
            this.name = name;
        }

        private RecordParts<T> parts() {
            if (parts == null) {
                parts = RecordParts.of(type, name);
            }
            return parts;
        }

        @Override
        public Object get(T element) {
            return parts().get(element);
        }

        @Override
        public T with(T element, Object value) {
            return parts().with(element, value);
        }
    }

    /** A field of a POJO; another value makes a shallow copy. Reflection is looked up once an instance. */
    final class OfPojo<T> implements FieldAccess<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final String name;
        private transient PojoFields<T> fields;

        OfPojo(Class<T> type, String name) {
            this.type = type;
            this.name = name;
        }

        private PojoFields<T> fields() {
            if (fields == null) {
                fields = PojoFields.of(type, name);
            }
            return fields;
        }

        @Override
        public Object get(T element) {
            return fields().get(element);
        }

        @Override
        public T with(T element, Object value) {
            return fields().with(element, value);
        }

        @Override
        public T set(T element, Object value) {
            return fields().set(element, value);
        }
    }
}
