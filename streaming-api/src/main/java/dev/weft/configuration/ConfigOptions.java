package dev.weft.configuration;

import dev.weft.configuration.description.Description;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes {@link ConfigOption}s: {@code ConfigOptions.key("a.b").intType().defaultValue(1).withDescription("…")}. */
public class ConfigOptions {
    private ConfigOptions() {}

    /** Begins an option with this key. */
    public static OptionBuilder key(String key) {
        return new OptionBuilder(Objects.requireNonNull(key, "key"));
    }

    private static <T> ConfigOption<T> option(String key, ValueKind<T> kind, T defaultValue) {
        return new ConfigOption<>(key, kind, defaultValue, Description.builder().build(), List.of());
    }

    /** Knows the key and asks for the type. */
    public static final class OptionBuilder {
        private final String key;

        private OptionBuilder(String key) {
            this.key = key;
        }

        /** Its value is {@code true} or {@code false}. */
        public TypedConfigOptionBuilder<Boolean> booleanType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.BOOLEAN);
        }

        /** Its value is a whole number of 32 bits. */
        public TypedConfigOptionBuilder<Integer> intType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.INT);
        }

        /** Its value is a whole number of 64 bits. */
        public TypedConfigOptionBuilder<Long> longType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.LONG);
        }

        /** Its value is a floating-point number of 32 bits. */
        public TypedConfigOptionBuilder<Float> floatType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.FLOAT);
        }

        /** Its value is a floating-point number of 64 bits. */
        public TypedConfigOptionBuilder<Double> doubleType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.DOUBLE);
        }

        /** Its value is text. */
        public TypedConfigOptionBuilder<String> stringType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.STRING);
        }

        /** Its value is a duration, such as {@code 10 s}. */
        public TypedConfigOptionBuilder<Duration> durationType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.DURATION);
        }

        /** Its value is a size of memory, such as {@code 512 mb}. */
        public TypedConfigOptionBuilder<MemorySize> memoryType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.MEMORY);
        }

        /** Its value is a constant of the enum, by name, in any case. */
        public <T extends Enum<T>> TypedConfigOptionBuilder<T> enumType(Class<T> enumClass) {
            return new TypedConfigOptionBuilder<>(key, ValueKind.ofEnum(enumClass));
        }

        /** Its value is a map, such as {@code a:1,b:2}. */
        public TypedConfigOptionBuilder<Map<String, String>> mapType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.MAP);
        }
    }

    /** Knows key and type and asks for the default. */
    public static class TypedConfigOptionBuilder<T> {
        private final String key;
        private final ValueKind<T> kind;

        TypedConfigOptionBuilder(String key, ValueKind<T> kind) {
            this.key = key;
            this.kind = kind;
        }

        /** Its value is a list of such values, separated by semicolons. */
        public ListConfigOptionBuilder<T> asList() {
            return new ListConfigOptionBuilder<>(key, ValueKind.listOf(kind));
        }

        /**
         * The option with a default.
         *
         * @param value not null
         */
        public ConfigOption<T> defaultValue(T value) {
            return option(key, kind, Objects.requireNonNull(value, "value"));
        }

        /** The option without a default. */
        public ConfigOption<T> noDefaultValue() {
            return option(key, kind, null);
        }
    }

    /** Knows the key and the type of the list and asks for the default. */
    public static class ListConfigOptionBuilder<E> {
        private final String key;
        private final ValueKind<List<E>> kind;

        ListConfigOptionBuilder(String key, ValueKind<List<E>> kind) {
            this.key = key;
            this.kind = kind;
        }

        /** The option with a list as default. */
        @SafeVarargs
        public final ConfigOption<List<E>> defaultValues(E... values) {
            List<E> list = new ArrayList<>();
            for (E value : values) {
                list.add(value);
            }
            return option(key, kind, List.copyOf(list));
        }

        /** The option without a default. */
        public ConfigOption<List<E>> noDefaultValue() {
            return option(key, kind, null);
        }
    }
}
