package dev.weft.api.common.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A type made of fields. A field expression names fields: {@code "f0"}, {@code "user.name"}; {@code "*"} stands for all.
 * Flat fields are the fields that are not made of fields themselves, counted through all nesting.
 *
 * @param <T> the type
 */
@Public
public abstract class CompositeType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> typeClass;

    /**
     * For subclasses, which know the fields.
     *
     * @param typeClass the class of the values
     */
    @PublicEvolving
    public CompositeType(Class<T> typeClass) {
        this.typeClass = Objects.requireNonNull(typeClass);
    }

    @Override
    @PublicEvolving
    public Class<T> getTypeClass() {
        return typeClass;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    /** Returns the flat fields of a field expression with their positions among all flat fields. */
    @PublicEvolving
    public List<FlatFieldDescriptor> getFlatFields(String fieldExpression) {
        List<FlatFieldDescriptor> result = new ArrayList<>();
        getFlatFields(fieldExpression, 0, result);
        return result;
    }

    /** Adds the flat fields of a field expression, their positions counted from {@code offset} on. */
    @PublicEvolving
    public void getFlatFields(String fieldExpression, int offset, List<FlatFieldDescriptor> result) {
        if (isAll(fieldExpression)) {
            for (int i = 0; i < getArity(); i++) {
                addFlat(i, "*", offset + flatPosition(i), result);
            }
            return;
        }
        int field = indexOf(head(fieldExpression));
        String tail = tail(fieldExpression);
        addFlat(field, tail.isEmpty() ? "*" : tail, offset + flatPosition(field), result);
    }

    private void addFlat(int field, String expression, int position, List<FlatFieldDescriptor> result) {
        TypeInformation<?> type = getTypeAt(field);
        if (type instanceof CompositeType<?> composite && composite.getArity() > 0) {
            composite.getFlatFields(expression, position, result);
        } else if (isAll(expression)) {
            result.add(new FlatFieldDescriptor(position, type));
        } else {
            throw new InvalidFieldReferenceException("The field '" + getFieldNames()[field] + "' of " + this
                    + " has no fields, so there is no '" + expression + "' in it");
        }
    }

    private int flatPosition(int field) {
        int position = 0;
        for (int i = 0; i < field; i++) {
            position += getTypeAt(i).getTotalFields();
        }
        return position;
    }

    /** Returns the type of the field that an expression names. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller says the type of the field
    public <X> TypeInformation<X> getTypeAt(String fieldExpression) {
        TypeInformation<?> type = getTypeAt(indexOf(head(fieldExpression)));
        String tail = tail(fieldExpression);
        if (tail.isEmpty()) {
            return (TypeInformation<X>) type;
        }
        if (type instanceof CompositeType<?> composite) {
            return composite.getTypeAt(tail);
        }
        throw new InvalidFieldReferenceException(
                "'" + head(fieldExpression) + "' of " + this + " has no fields, so there is no '" + tail + "' in it");
    }

    /** Returns the type of the field at a position; nested fields don't count. */
    @PublicEvolving
    public abstract <X> TypeInformation<X> getTypeAt(int pos);

    /** Returns the names of the fields in order. */
    @PublicEvolving
    public abstract String[] getFieldNames();

    /** Returns the position of a field, -1 if there is none of this name. */
    @PublicEvolving
    public abstract int getFieldIndex(String fieldName);

    /** Whether the type has a field of this name; nested fields are not looked at. */
    @PublicEvolving
    public boolean hasField(String fieldName) {
        return getFieldIndex(fieldName) >= 0;
    }

    /** Says whether positions of fields are the user's and stay when other fields come. */
    @PublicEvolving
    public boolean hasDeterministicFieldOrder() {
        return false;
    }

    @Override
    @PublicEvolving
    public int getTotalFields() {
        int total = 0;
        for (int i = 0; i < getArity(); i++) {
            total += getTypeAt(i).getTotalFields();
        }
        return Math.max(1, total);
    }

    @Override
    public boolean isKeyType() {
        for (int i = 0; i < getArity(); i++) {
            if (!getTypeAt(i).isKeyType()) {
                return false;
            }
        }
        return true;
    }

    @Override
    @PublicEvolving
    public boolean isSortKeyType() {
        for (int i = 0; i < getArity(); i++) {
            if (!getTypeAt(i).isSortKeyType()) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(String field) {
        int index = getFieldIndex(field);
        if (index < 0) {
            throw new InvalidFieldReferenceException(
                    "There is no field '" + field + "' in " + this + "; its fields are " + List.of(getFieldNames()));
        }
        return index;
    }

    private static boolean isAll(String expression) {
        return expression.equals("*") || expression.equals("_");
    }

    private static String head(String expression) {
        int dot = expression.indexOf('.');
        return (dot < 0 ? expression : expression.substring(0, dot)).trim();
    }

    private static String tail(String expression) {
        int dot = expression.indexOf('.');
        return dot < 0 ? "" : expression.substring(dot + 1);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof CompositeType<?> that && that.canEqual(this) && that.typeClass == typeClass;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof CompositeType;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "<" + typeClass.getSimpleName() + ">";
    }

    /** A flat field with its position among all flat fields. */
    public static class FlatFieldDescriptor {
        private final int keyPosition;
        private final TypeInformation<?> type;

        /**
         * Describes a field of a nested type by its place in the whole.
         *
         * @param keyPosition position of the field among all flat fields, from 0
         * @param type of the field
         */
        public FlatFieldDescriptor(int keyPosition, TypeInformation<?> type) {
            this.keyPosition = keyPosition;
            this.type = Objects.requireNonNull(type);
        }

        /** Returns the position among all flat fields, from 0. */
        public int getPosition() {
            return keyPosition;
        }

        /** Returns the type of the field. */
        public TypeInformation<?> getType() {
            return type;
        }

        @Override
        public String toString() {
            return "FlatField(" + keyPosition + ": " + type + ")";
        }
    }

    /** A field expression names nothing. */
    public static class InvalidFieldReferenceException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        /**
         * Reports a field expression that names no field.
         *
         * @param message which field is missing in which type
         */
        public InvalidFieldReferenceException(String message) {
            super(message);
        }
    }
}
