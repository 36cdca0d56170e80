package dev.weft.api.java.typeutils.access;

import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.PojoField;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.types.Row;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** One step of a field expression: from a value to a field or element of it. */
sealed interface FieldStep extends Serializable {

    Object get(Object container);

    /** Sets what the container holds; returns the container, or a new one if it can't be changed. */
    Object set(Object container, Object field);

    /** A field of a tuple. */
    record OfTuple(int position) implements FieldStep {
        @Override
        public Object get(Object container) {
            return ((Tuple) container).getField(position);
        }

        @Override
        public Object set(Object container, Object field) {
            ((Tuple) container).setField(field, position);
            return container;
        }
    }

    /** A field of a row, made with positions or with names. */
    record OfRow(int position, String name) implements FieldStep {
        @Override
        public Object get(Object container) {
            Row row = (Row) container;
            return row.getFieldNames(false) == null ? row.getField(position) : row.getField(name);
        }

        @Override
        public Object set(Object container, Object field) {
            Row row = (Row) container;
            if (row.getFieldNames(false) == null) {
                row.setField(position, field);
            } else {
                row.setField(name, field);
            }
            return container;
        }
    }

    /** An element of an array. */
    record OfArray(int position) implements FieldStep {
        @Override
        public Object get(Object container) {
            return Array.get(container, position);
        }

        @Override
        public Object set(Object container, Object field) {
            Array.set(container, position, field);
            return container;
        }
    }

    /** A field of a POJO. */
    record OfPojo(PojoField field) implements FieldStep {
        public OfPojo {
            field.getField().setAccessible(true);
        }

        private Field reflected() {
            return field.getField();
        }

        @Override
        public Object get(Object container) {
            try {
                return reflected().get(container);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Field " + field + " can't be reached", e);
            }
        }

        @Override
        public Object set(Object container, Object value) {
            try {
                reflected().set(container, value);
                return container;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Field " + field + " can't be set", e);
            }
        }
    }

    /** A component of a record; setting it makes a new record. */
    final class OfRecord implements FieldStep {
        private static final long serialVersionUID = 1L;

        private final Class<?> type;
        private final ArrayList<PojoField> components;
        private final int position;
        private transient Constructor<?> constructor;

        private OfRecord(Class<?> type, List<PojoField> components, int position) {
            this.type = type;
            this.components = new ArrayList<>(components);
            this.position = position;
            open();
        }

        static OfRecord at(PojoTypeInfo<?> recordType, int position) {
            List<PojoField> components = new ArrayList<>();
            for (int i = 0; i < recordType.getArity(); i++) {
                components.add(recordType.getPojoFieldAt(i));
            }
            return new OfRecord(recordType.getTypeClass(), components, position);
        }

        private void open() {
            Class<?>[] parameters =
                    components.stream().map(c -> c.getField().getType()).toArray(Class<?>[]::new);
            try {
                constructor = type.getDeclaredConstructor(parameters);
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type.getName() + " has no canonical constructor", e);
            }
            components.forEach(component -> component.getField().setAccessible(true));
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            open();
        }

        @Override
        public Object get(Object container) {
            return read(container, position);
        }

        private Object read(Object container, int component) {
            try {
                return components.get(component).getField().get(container);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Component " + components.get(component) + " can't be read", e);
            }
        }

        @Override
        public Object set(Object container, Object field) {
            Object[] values = new Object[components.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == position ? field : read(container, i);
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "The constructor of " + type.getName() + " failed when '" + components.get(position)
                                + "' was set",
                        e);
            }
        }
    }
}
