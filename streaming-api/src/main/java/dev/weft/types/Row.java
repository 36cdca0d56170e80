package dev.weft.types;

import dev.weft.annotation.Internal;
import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A number of fields whose types only the type information knows. Fields may be null. A row is made either for access by
 * position ({@link #withPositions}) or by name ({@link #withNames}); rows that the system hands out know both where the type
 * has names. Mutable; don't change a row that was handed on.
 */
@PublicEvolving
public final class Row implements Serializable {
    private static final long serialVersionUID = 1L;

    private RowKind kind;

    /** Null in a row made for names. */
    private final Object[] fields;

    /** Null unless the row was made for names. */
    private final LinkedHashMap<String, Object> fieldsByName;

    /** Positions of names in {@link #fields}; null where positions have no names. Shared, never changed. */
    private final LinkedHashMap<String, Integer> positions;

    private Row(
            RowKind kind,
            Object[] fields,
            LinkedHashMap<String, Object> fieldsByName,
            LinkedHashMap<String, Integer> positions) {
        this.kind = Objects.requireNonNull(kind);
        this.fields = fields;
        this.fieldsByName = fieldsByName;
        this.positions = positions;
    }

    /**
     * Creates a row of null fields that are reached by position.
     *
     * @param arity number of fields, at least 0
     */
    public Row(RowKind kind, int arity) {
        this(kind, new Object[arity], null, null);
    }

    /** As {@link #Row(RowKind, int)}, of kind {@link RowKind#INSERT}. */
    public Row(int arity) {
        this(RowKind.INSERT, arity);
    }

    /** Creates a row of null fields that are reached by position. */
    public static Row withPositions(RowKind kind, int arity) {
        return new Row(kind, arity);
    }

    /** Creates a row of null fields that are reached by position, of kind {@link RowKind#INSERT}. */
    public static Row withPositions(int arity) {
        return new Row(arity);
    }

    /** Creates a row without fields; setting a name adds it. */
    public static Row withNames(RowKind kind) {
        return new Row(kind, null, new LinkedHashMap<>(), null);
    }

    /** Creates a row without fields, of kind {@link RowKind#INSERT}; setting a name adds a field. */
    public static Row withNames() {
        return withNames(RowKind.INSERT);
    }

    /** Creates a row over given fields that are reached by position and by name. Neither array nor map is copied. */
    @Internal
    public static Row withNamedPositions(RowKind kind, Object[] fields, LinkedHashMap<String, Integer> positions) {
        return new Row(kind, fields, null, positions);
    }

    /** Creates a row of the given fields in their order, of kind {@link RowKind#INSERT}. Fields may be null. */
    public static Row of(Object... values) {
        return ofKind(RowKind.INSERT, values);
    }

    /** Creates a row of the given fields in their order. Fields may be null. */
    public static Row ofKind(RowKind kind, Object... values) {
        return new Row(kind, values.clone(), null, null);
    }

    /** Returns what the row does to a changing result; {@link RowKind#INSERT} if nobody has set it. */
    public RowKind getKind() {
        return kind;
    }

    /** Says what the row does to a changing result. Not null. */
    public void setKind(RowKind kind) {
        this.kind = Objects.requireNonNull(kind);
    }

    /** Returns the number of fields; of a row made for names the number of names set so far. */
    public int getArity() {
        return fields != null ? fields.length : fieldsByName.size();
    }

    /**
     * Returns the field at a position; may be null.
     *
     * @param pos from 0
     * @throws IllegalArgumentException if the row was made for names
     * @throws IndexOutOfBoundsException if it has no such position
     */
    public Object getField(int pos) {
        return byPosition()[pos];
    }

    /**
     * As {@link #getField(int)}, cast to what the caller expects; a wrong expectation fails where the value is used.
     */
    @SuppressWarnings("unchecked") // the caller says the type
    public <T> T getFieldAs(int pos) {
        return (T) getField(pos);
    }

    /**
     * Returns the field of a name; may be null.
     *
     * @throws IllegalArgumentException if the row has no such name, or no names
     */
    public Object getField(String name) {
        if (fieldsByName == null) {
            return fields[positionOf(name)];
        }
        if (!fieldsByName.containsKey(name)) {
            throw unknownName(name, fieldsByName.keySet());
        }
        return fieldsByName.get(name);
    }

    /**
     * As {@link #getField(String)}, cast to what the caller expects; a wrong expectation fails where the value is used.
     */
    @SuppressWarnings("unchecked") // the caller says the type
    public <T> T getFieldAs(String name) {
        return (T) getField(name);
    }

    /**
     * Sets the field at a position.
     *
     * @param pos from 0
     * @param value of the type that the type information has for the field, which is not checked here; may be null
     * @throws IllegalArgumentException if the row was made for names
     * @throws IndexOutOfBoundsException if it has no such position
     */
    public void setField(int pos, Object value) {
        byPosition()[pos] = value;
    }

    /**
     * Sets the field of a name; a row made for names gets the field if it has none.
     *
     * @param value of the type that the type information has for the field, which is not checked here; may be null
     * @throws IllegalArgumentException if the row was made for positions and has no such name
     */
    public void setField(String name, Object value) {
        if (fieldsByName == null) {
            fields[positionOf(name)] = value;
        } else {
            fieldsByName.put(Objects.requireNonNull(name), value);
        }
    }

    private Object[] byPosition() {
        if (fields == null) {
            throw new IllegalArgumentException("This row was made with names; its fields have no positions");
        }
        return fields;
    }

    private int positionOf(String name) {
        if (positions == null) {
            throw new IllegalArgumentException("This row was made with positions; it has no field name '" + name + "'");
        }
        Integer position = positions.get(name);
        if (position == null) {
            throw unknownName(name, positions.keySet());
        }
        return position;
    }

    private static IllegalArgumentException unknownName(String name, Set<String> names) {
        return new IllegalArgumentException("The row has no field '" + name + "'; it has " + names);
    }

    /**
     * Returns the names in order, null if the row has none.
     *
     * @param includeNamedPositions whether to return the names of a row that knows both positions and names
     */
    public Set<String> getFieldNames(boolean includeNamedPositions) {
        if (fieldsByName != null) {
            return fieldsByName.keySet();
        }
        return includeNamedPositions && positions != null ? positions.keySet() : null;
    }

    /** Sets all fields to null; a row made for names loses its names. */
    public void clear() {
        if (fields != null) {
            Arrays.fill(fields, null);
        } else {
            fieldsByName.clear();
        }
    }

    /** Returns a row of the same fields; the values are shared. */
    public static Row copy(Row row) {
        return new Row(
                row.kind,
                row.fields == null ? null : row.fields.clone(),
                row.fieldsByName == null ? null : new LinkedHashMap<>(row.fieldsByName),
                row.positions);
    }

    /**
     * Returns a new row of some fields by position, in the given order, of the same kind; the values are shared.
     *
     * @throws IllegalArgumentException if the row was made for names
     * @throws IndexOutOfBoundsException if it has no such position
     */
    public static Row project(Row row, int[] fieldPositions) {
        Object[] values = new Object[fieldPositions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getField(fieldPositions[i]);
        }
        return new Row(row.kind, values, null, null);
    }

    /**
     * Returns a new row of some fields by name, of the same kind; the values are shared.
     *
     * @throws IllegalArgumentException if the row has no such name
     */
    public static Row project(Row row, String[] fieldNames) {
        Row projected = withNames(row.kind);
        for (String name : fieldNames) {
            projected.setField(name, row.getField(name));
        }
        return projected;
    }

    /**
     * Returns a new row of the fields of all rows one after the other, with the kind of the first; the values are shared. Of equal
     * names the last one counts.
     *
     * @throws IllegalArgumentException if some rows were made for names and others for positions
     */
    public static Row join(Row first, Row... remainings) {
        LinkedHashMap<String, Object> named = new LinkedHashMap<>();
        Object[] values = new Object[0];
        for (Row row : concat(first, remainings)) {
            if ((row.fields == null) != (first.fields == null)) {
                throw new IllegalArgumentException("Rows made with names and rows made with positions can't be joined");
            }
            if (row.fields == null) {
                named.putAll(row.fieldsByName);
            } else {
                int start = values.length;
                values = Arrays.copyOf(values, start + row.fields.length);
                System.arraycopy(row.fields, 0, values, start, row.fields.length);
            }
        }
        return first.fields == null ? new Row(first.kind, null, named, null) : new Row(first.kind, values, null, null);
    }

    private static List<Row> concat(Row first, Row[] rest) {
        List<Row> rows = new ArrayList<>(List.of(first));
        rows.addAll(Arrays.asList(rest));
        return rows;
    }

    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof Row that
                        && kind == that.kind
                        && Arrays.deepEquals(fields, that.fields)
                        && sameNames(fieldsByName, that.fieldsByName);
    }

    private static boolean sameNames(Map<String, Object> one, Map<String, Object> other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(e -> Objects.deepEquals(e.getValue(), other.get(e.getKey())));
    }

    /** Does not depend on the identity of anything, so that rows can be keys. */
    @Override
    public int hashCode() {
        int hash = kind.toByteValue();
        if (fields != null) {
            return 31 * hash + Arrays.deepHashCode(fields);
        }
        for (Map.Entry<String, Object> field : fieldsByName.entrySet()) {
            hash += field.getKey().hashCode() ^ Arrays.deepHashCode(new Object[] {field.getValue()});
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.shortString());
        if (fields != null) {
            return text.append(Arrays.deepToString(fields)).toString();
        }
        String separator = "{";
        for (Map.Entry<String, Object> field : fieldsByName.entrySet()) {
            String value = Arrays.deepToString(new Object[] {field.getValue()});
            text.append(separator).append(field.getKey()).append('=').append(value, 1, value.length() - 1);
            separator = ", ";
        }
        return text.append(fieldsByName.isEmpty() ? "{}" : "}").toString();
    }
}
