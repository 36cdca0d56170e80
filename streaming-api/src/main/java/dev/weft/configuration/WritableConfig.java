package dev.weft.configuration;

/** Settings that can be written. */
public interface WritableConfig {
    <T> WritableConfig set(ConfigOption<T> option, T value);
}
