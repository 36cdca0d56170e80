package dev.weft.core.plugin;

import dev.weft.configuration.Configuration;

/** Something that is found by the service loader. */
public interface Plugin {
    /** Loads the plugin's classes. */
    default ClassLoader getClassLoader() {
        return getClass().getClassLoader();
    }

    /** Called before the first use, and again when the settings change. */
    default void configure(Configuration config) {}
}
