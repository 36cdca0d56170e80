package dev.weft.configuration;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.core.io.IOReadableWritable;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings by key. Values are kept as text, in the form that a configuration file has; typed access goes through
 * {@link ConfigOption}s. Not safe for use from several threads while it is being changed.
 */
public class Configuration extends ExecutionConfig.GlobalJobParameters
        implements IOReadableWritable, Serializable, Cloneable, ReadableConfig, WritableConfig {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> values;

    /** Without any setting. */
    public Configuration() {
        this.values = new HashMap<>();
    }

    /** A copy. */
    public Configuration(Configuration other) {
        this.values = new HashMap<>(other.values);
    }

    /** The settings of a map, copied. */
    public static Configuration fromMap(Map<String, String> map) {
        Configuration configuration = new Configuration();
        configuration.values.putAll(map);
        return configuration;
    }

    @Override
    public <T> T get(ConfigOption<T> option) {
        return getOptional(option).orElseGet(option::defaultValue);
    }

    /** The value set, else the one given. */
    public <T> T get(ConfigOption<T> option, T overrideDefault) {
        return getOptional(option).orElse(overrideDefault);
    }

    @Override
    public <T> Optional<T> getOptional(ConfigOption<T> option) {
        String key = usedKey(option);
        if (key == null) {
            return Optional.empty();
        }
        String text = values.get(key);
        try {
            return Optional.of(option.kind().read(text));
        } catch (RuntimeException e) {
            String why =
                    e.getMessage() == null || e instanceof NumberFormatException ? "" : " (" + e.getMessage() + ")";
            throw new IllegalConfigurationException(
                    "'" + text + "' is no value for '" + key + "': expected "
                            + option.kind().name() + why,
                    e);
        }
    }

    private String usedKey(ConfigOption<?> option) {
        if (values.containsKey(option.key())) {
            return option.key();
        }
        for (FallbackKey fallback : option.fallbackKeys()) {
            if (values.containsKey(fallback.getKey())) {
                return fallback.getKey();
            }
        }
        return null;
    }

    @Override
    public <T> Configuration set(ConfigOption<T> option, T value) {
        values.put(option.key(), option.kind().write(Objects.requireNonNull(value, option.key())));
        return this;
    }

    /** Whether the option is set, under any of its keys. */
    public boolean contains(ConfigOption<?> option) {
        return usedKey(option) != null;
    }

    /** Whether this key is set. */
    public boolean containsKey(String key) {
        return values.containsKey(key);
    }

    /** Removes the option under all of its keys. */
    public <T> boolean removeConfig(ConfigOption<T> option) {
        boolean removed = values.remove(option.key()) != null;
        for (FallbackKey fallback : option.fallbackKeys()) {
            removed |= values.remove(fallback.getKey()) != null;
        }
        return removed;
    }

    /**
     * Removes a key.
     *
     * @return whether it was set
     */
    public boolean removeKey(String key) {
        return values.remove(key) != null;
    }

    /** The value of the key as text, or the default if it is not set. */
    public String getString(String key, String defaultValue) {
        return values.getOrDefault(key, defaultValue);
    }

    /** As {@link #get(ConfigOption)}. */
    public String getString(ConfigOption<String> option) {
        return get(option);
    }

    /** As {@link #get(ConfigOption, Object)}. */
    public String getString(ConfigOption<String> option, String overrideDefault) {
        return get(option, overrideDefault);
    }

    /** Sets the key to a value. */
    public void setString(String key, String value) {
        values.put(key, Objects.requireNonNull(value, key));
    }

    /** As {@link #set(ConfigOption, Object)}. */
    public void setString(ConfigOption<String> option, String value) {
        set(option, value);
    }

    /**
     * The value of the key, or the default if it is not set.
     *
     * @throws IllegalConfigurationException if the value is of another type
     */
    public int getInteger(String key, int defaultValue) {
        return get(ConfigOptions.key(key).intType().noDefaultValue(), defaultValue);
    }

    /** As {@link #get(ConfigOption)}. */
    public int getInteger(ConfigOption<Integer> option) {
        return get(option);
    }

    /** As {@link #get(ConfigOption, Object)}. */
    public int getInteger(ConfigOption<Integer> option, int overrideDefault) {
        return get(option, overrideDefault);
    }

    /** Sets the key to a value. */
    public void setInteger(String key, int value) {
        values.put(key, String.valueOf(value));
    }

    /** As {@link #set(ConfigOption, Object)}. */
    public void setInteger(ConfigOption<Integer> option, int value) {
        set(option, value);
    }

    /**
     * The value of the key, or the default if it is not set.
     *
     * @throws IllegalConfigurationException if the value is of another type
     */
    public long getLong(String key, long defaultValue) {
        return get(ConfigOptions.key(key).longType().noDefaultValue(), defaultValue);
    }

    /** As {@link #get(ConfigOption)}. */
    public long getLong(ConfigOption<Long> option) {
        return get(option);
    }

    /** Sets the key to a value. */
    public void setLong(String key, long value) {
        values.put(key, String.valueOf(value));
    }

    /**
     * The value of the key, or the default if it is not set.
     *
     * @throws IllegalConfigurationException if the value is of another type
     */
    public boolean getBoolean(String key, boolean defaultValue) {
        return get(ConfigOptions.key(key).booleanType().noDefaultValue(), defaultValue);
    }

    /** As {@link #get(ConfigOption)}. */
    public boolean getBoolean(ConfigOption<Boolean> option) {
        return get(option);
    }

    /** As {@link #get(ConfigOption, Object)}. */
    public boolean getBoolean(ConfigOption<Boolean> option, boolean overrideDefault) {
        return get(option, overrideDefault);
    }

    /** Sets the key to a value. */
    public void setBoolean(String key, boolean value) {
        values.put(key, String.valueOf(value));
    }

    /** As {@link #set(ConfigOption, Object)}. */
    public void setBoolean(ConfigOption<Boolean> option, boolean value) {
        set(option, value);
    }

    /**
     * The value of the key, or the default if it is not set.
     *
     * @throws IllegalConfigurationException if the value is of another type
     */
    public double getDouble(String key, double defaultValue) {
        return get(ConfigOptions.key(key).doubleType().noDefaultValue(), defaultValue);
    }

    /** Sets the key to a value. */
    public void setDouble(String key, double value) {
        values.put(key, String.valueOf(value));
    }

    /** The option's value, or its default, as text; null when there is neither. */
    public String getValue(ConfigOption<?> option) {
        String key = usedKey(option);
        return key == null ? defaultText(option) : values.get(key);
    }

    private static <T> String defaultText(ConfigOption<T> option) {
        return option.hasDefaultValue() ? option.kind().write(option.defaultValue()) : null;
    }

    /** The keys that are set, as a copy. */
    public Set<String> keySet() {
        return new HashSet<>(values.keySet());
    }

    /** Takes over every setting of the other, over those that are there. */
    public void addAll(Configuration other) {
        values.putAll(other.values);
    }

    /** The same with a prefix put before every key. */
    public void addAll(Configuration other, String prefix) {
        other.values.forEach((key, value) -> values.put(prefix + key, value));
    }

    /** Puts all settings into the properties. */
    public void addAllToProperties(Properties properties) {
        properties.putAll(values);
    }

    @Override
    public Map<String, String> toMap() {
        return new HashMap<>(values);
    }

    /** A count, then each key and value as modified UTF-8. */
    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    @Override
    public void read(DataInputView in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String key = in.readUTF();
            values.put(key, in.readUTF());
        }
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // a copy by constructor keeps the field final
    public Configuration clone() {
        return new Configuration(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Configuration that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The settings, with the values of secret keys hidden. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(values);
        shown.replaceAll((key, value) -> SecretKeys.isSecret(key) ? "******" : value);
        return shown.toString();
    }
}
