package dev.weft.engine.common.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A JSON value. Immutable. Numbers keep their literal text, so that no digit is lost. */
public sealed interface Json {

    /** Members in the order in which they were added. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        // No lambdas down to the end of this record: in a cold JVM the first one costs more than all the rest.

        public Optional<Json> member(String name) {
            return has(name) ? Optional.of(members.get(name)) : Optional.empty();
        }

        private boolean has(String name) {
            Json value = members.get(name);
            return value != null && !(value instanceof Null);
        }

        /** The text of a member, empty when it is absent. */
        public String text(String name) {
            return has(name) ? members.get(name).asText() : "";
        }

        /** The number of a member, -1 when it is absent. */
        public long number(String name) {
            return has(name) ? members.get(name).asLong() : -1;
        }

        /** The elements of a member, none when it is absent. */
        public List<Json> elements(String name) {
            return has(name) ? members.get(name).asList() : List.of();
        }

        /** An object member, empty when it is absent. */
        public Obj object(String name) {
            return has(name) ? members.get(name).asObject() : new Obj(Map.of());
        }
    }

    /** Elements in order. */
    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /** A text. */
    record Str(String value) implements Json {}

    /** A number as it is written. */
    record Num(String literal) implements Json {}

    /** true or false. */
    record Bool(boolean value) implements Json {}

    /** null. */
    record Null() implements Json {}

    static Json of(String text) {
        return new Str(text);
    }

    static Json of(long number) {
        return new Num(Long.toString(number));
    }

    static Json of(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        return new Num(Double.toString(number));
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    static Json none() {
        return new Null();
    }

    static Builder object() {
        return new Builder();
    }

    /** An array of the mapped items. */
    static <T> Json array(Iterable<T> items, Function<? super T, ? extends Json> each) {
        List<Json> elements = new ArrayList<>();
        for (T item : items) {
            elements.add(each.apply(item));
        }
        return new Arr(elements);
    }

    /** An object of numbers. */
    static <K> Json counts(Map<K, ? extends Number> counts, Function<? super K, String> name) {
        Builder builder = object();
        counts.forEach((key, count) -> builder.put(name.apply(key), count.longValue()));
        return builder.build();
    }

    /** Reads a text that is one value; fails with a {@link JsonException}. */
    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /** The text of this value, without blanks. */
    default String text() {
        StringBuilder out = new StringBuilder(256);
        JsonWriter.write(this, out);
        return out.toString();
    }

    default Obj asObject() {
        if (this instanceof Obj object) {
            return object;
        }
        throw new JsonException("expected an object, not " + JsonWriter.brief(this));
    }

    default List<Json> asList() {
        if (this instanceof Arr array) {
            return array.elements();
        }
        throw new JsonException("expected an array, not " + JsonWriter.brief(this));
    }

    default String asText() {
        if (this instanceof Str text) {
            return text.value();
        }
        throw new JsonException("expected a text, not " + JsonWriter.brief(this));
    }

    default boolean asBoolean() {
        if (this instanceof Bool bool) {
            return bool.value();
        }
        throw new JsonException("expected true or false, not " + JsonWriter.brief(this));
    }

    default long asLong() {
        if (this instanceof Num number) {
            try {
                return Long.parseLong(number.literal());
            } catch (NumberFormatException notWhole) {
                return (long) Double.parseDouble(number.literal());
            }
        }
        throw new JsonException("expected a number, not " + JsonWriter.brief(this));
    }

    /** Builder of an object. */
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String text) {
            return put(name, new Str(text));
        }

        public Builder put(String name, long number) {
            return put(name, Json.of(number));
        }

        public Builder put(String name, double number) {
            return put(name, Json.of(number));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
