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

    /** A copy with a description. */
    public ConfigOption<T> withDescription(String text) {
        return withDescription(Description.builder().text(text).build());
    }

    /** A copy with a description. */
    public ConfigOption<T> withDescription(Description newDescription) {
        return new ConfigOption<>(key, kind, defaultValue, newDescription, fallbackKeys);
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** Whether there is a default. */
    public boolean hasDefaultValue() {
        return defaultValue != null;
    }

    /** The default, or null when there is none. */
    public T defaultValue() {
        return defaultValue;
    }

    /** Whether other keys are looked for when the option's own is not set. */
    public boolean hasFallbackKeys() {
        return !fallbackKeys.isEmpty();
    }

    /** The other keys, in the order in which they are looked for; deprecated ones are among them. */
    public Iterable<FallbackKey> fallbackKeys() {
        return fallbackKeys;
    }

    /** Whether there are old keys. */
    public boolean hasDeprecatedKeys() {
        return fallbackKeys.stream().anyMatch(FallbackKey::isDeprecated);
    }

    /** The old keys. */
    public Iterable<String> deprecatedKeys() {
        return fallbackKeys.stream()
                .filter(FallbackKey::isDeprecated)
                .map(FallbackKey::getKey)
                .toList();
    }

    /** The description; empty unless set. */
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
