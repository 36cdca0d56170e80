package dev.weft.configuration;

/** Settings that can be written. */
public interface WritableConfig {
    /**
     * Sets the option under its own key.
     *
     * @param value not null
     * @return this
     */
    <T> WritableConfig set(ConfigOption<T> option, T value);
}
