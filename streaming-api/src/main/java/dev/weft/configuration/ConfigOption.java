package dev.weft.configuration;

import dev.weft.configuration.description.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A key with the type of its value, a default, and a description. Made by {@link ConfigOptions}. Immutable. */
public class ConfigOption<T> {
    private final String key;
    private final ValueKind<T> kind;
    private final T defaultValue;
    private final Description description;
    private final List<FallbackKey> fallbackKeys;

    ConfigOption(
            String key, ValueKind<T> kind, T defaultValue, Description description, List<FallbackKey> fallbackKeys) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.description = description;
        this.fallbackKeys = fallbackKeys;
    }

    /** The keys are looked for, in order, when the option's own is not set. */
    public ConfigOption<T> withFallbackKeys(String... keys) {
        return withMoreKeys(keys, false);
    }

    /** Old keys of the option. */
    public ConfigOption<T> withDeprecatedKeys(String... keys) {
        return withMoreKeys(keys, true);
    }

    private ConfigOption<T> withMoreKeys(String[] keys, boolean deprecated) {
        List<FallbackKey> all = new ArrayList<>(fallbackKeys);
        for (String more : keys) {
            all.add(new FallbackKey(more, deprecated));
        }
        return new ConfigOption<>(key, kind, defaultValue, description, List.copyOf(all));
    }

    public ConfigOption<T> withDescription(String text) {
        return withDescription(Description.builder().text(text).build());
    }

    public ConfigOption<T> withDescription(Description newDescription) {
        return new ConfigOption<>(key, kind, defaultValue, newDescription, fallbackKeys);
    }

    public String key() {
        return key;
    }

    public boolean hasDefaultValue() {
        return defaultValue != null;
    }

    /** The default, or null when there is none. */
    public T defaultValue() {
        return defaultValue;
    }

    public boolean hasFallbackKeys() {
        return !fallbackKeys.isEmpty();
    }

    public Iterable<FallbackKey> fallbackKeys() {
        return fallbackKeys;
    }

    public boolean hasDeprecatedKeys() {
        return fallbackKeys.stream().anyMatch(FallbackKey::isDeprecated);
    }

    public Iterable<String> deprecatedKeys() {
        return fallbackKeys.stream()
                .filter(FallbackKey::isDeprecated)
                .map(FallbackKey::getKey)
                .toList();
    }

    public Description description() {
        return description;
    }

    ValueKind<T> kind() {
        return kind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigOption<?> that
                && that.key.equals(key)
                && that.kind.equals(kind)
                && Objects.equals(that.defaultValue, defaultValue);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "'" + key + "' (" + kind.name() + (defaultValue == null ? "" : ", default " + kind.write(defaultValue))
                + ")";
    }
}
