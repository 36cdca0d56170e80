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

        public TypedConfigOptionBuilder<Boolean> booleanType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.BOOLEAN);
        }

        public TypedConfigOptionBuilder<Integer> intType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.INT);
        }

        public TypedConfigOptionBuilder<Long> longType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.LONG);
        }

        public TypedConfigOptionBuilder<Float> floatType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.FLOAT);
        }

        public TypedConfigOptionBuilder<Double> doubleType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.DOUBLE);
        }

        public TypedConfigOptionBuilder<String> stringType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.STRING);
        }

        public TypedConfigOptionBuilder<Duration> durationType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.DURATION);
        }

        public TypedConfigOptionBuilder<MemorySize> memoryType() {
            return new TypedConfigOptionBuilder<>(key, ValueKind.MEMORY);
        }

        public <T extends Enum<T>> TypedConfigOptionBuilder<T> enumType(Class<T> enumClass) {
            return new TypedConfigOptionBuilder<>(key, ValueKind.ofEnum(enumClass));
        }

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

        public ListConfigOptionBuilder<T> asList() {
            return new ListConfigOptionBuilder<>(key, ValueKind.listOf(kind));
        }

        public ConfigOption<T> defaultValue(T value) {
            return option(key, kind, Objects.requireNonNull(value, "value"));
        }

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

        @SafeVarargs
        public final ConfigOption<List<E>> defaultValues(E... values) {
            List<E> list = new ArrayList<>();
            for (E value : values) {
                list.add(value);
            }
            return option(key, kind, List.copyOf(list));
        }

        public ConfigOption<List<E>> noDefaultValue() {
            return option(key, kind, null);
        }
    }
}
