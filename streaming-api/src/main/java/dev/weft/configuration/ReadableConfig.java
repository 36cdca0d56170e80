package dev.weft.configuration;

import java.util.Map;
import java.util.Optional;

/** Settings that can be read. */
public interface ReadableConfig {
    /** The value set, else the option's default, else null. */
    <T> T get(ConfigOption<T> option);

    /** The value set; the default does not count. */
    <T> Optional<T> getOptional(ConfigOption<T> option);

    /** All settings as text. */
    Map<String, String> toMap();
}
