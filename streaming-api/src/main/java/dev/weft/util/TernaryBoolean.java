package dev.weft.util;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ReadableConfig;

/** Yes, no, or not said. */
public enum TernaryBoolean {
    /** Yes. */
    TRUE,
    /** No. */
    FALSE,
    /** Nobody has said. */
    UNDEFINED;

    /** True or false, or the default if undefined. */
    public boolean getOrDefault(boolean defaultValue) {
        return this == UNDEFINED ? defaultValue : this == TRUE;
    }

    /** This value, or the given one where nothing is said. */
    public TernaryBoolean resolveUndefined(boolean valueForUndefined) {
        return this == UNDEFINED ? fromBoolean(valueForUndefined) : this;
    }

    /** The value, or null for {@link #UNDEFINED}. */
    public Boolean getAsBoolean() {
        return this == UNDEFINED ? null : Boolean.valueOf(this == TRUE);
    }

    /** The value, or that of the configuration where nothing is said. */
    public static TernaryBoolean mergeTernaryBooleanWithConfig(
            TernaryBoolean original, ConfigOption<Boolean> configOption, ReadableConfig config) {
        return original == UNDEFINED ? fromBoxedBoolean(config.get(configOption)) : original;
    }

    /** True or false. */
    public static TernaryBoolean fromBoolean(boolean bool) {
        return bool ? TRUE : FALSE;
    }

    /** @param bool null for {@link #UNDEFINED} */
    public static TernaryBoolean fromBoxedBoolean(Boolean bool) {
        return bool == null ? UNDEFINED : fromBoolean(bool);
    }
}
