package dev.weft.configuration;

/** Another key under which an option is looked for. Immutable. */
public class FallbackKey {
    private final String key;
    private final boolean deprecated;

    FallbackKey(String key, boolean deprecated) {
        this.key = key;
        this.deprecated = deprecated;
    }

    /** The key. */
    public String getKey() {
        return key;
    }

    /** Whether the key is an old one. */
    public boolean isDeprecated() {
        return deprecated;
    }
}
