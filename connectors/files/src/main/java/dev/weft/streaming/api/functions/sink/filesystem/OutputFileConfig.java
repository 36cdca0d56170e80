package dev.weft.streaming.api.functions.sink.filesystem;

import java.io.Serializable;
import java.util.Objects;

/** Prefix and suffix of the names of part files. */
public class OutputFileConfig implements Serializable {

    private final String partPrefix;
    private final String partSuffix;

    /**
     * @param partPrefix how names begin; without a slash, may be empty
     * @param partSuffix how names end, such as {@code .csv}; without a slash, may be empty
     * @throws IllegalArgumentException when one has a slash
     */
    public OutputFileConfig(String partPrefix, String partSuffix) {
        this.partPrefix = partOfName("prefix", partPrefix);
        this.partSuffix = partOfName("suffix", partSuffix);
    }

    private static String partOfName(String what, String text) {
        if (Objects.requireNonNull(text, what).indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + text + "' can't be the " + what
                    + " of part files: it is part of a name and must not contain '/'; a bucket assigner names"
                    + " directories");
        }
        return text;
    }

    /** How names begin. */
    public String getPartPrefix() {
        return partPrefix;
    }

    /** How names end. */
    public String getPartSuffix() {
        return partSuffix;
    }

    /** Begins with the prefix {@code part} and no suffix. */
    public static OutputFileConfigBuilder builder() {
        return new OutputFileConfigBuilder();
    }

    /** Collects the settings; {@code "part"} and no suffix by default. */
    public static class OutputFileConfigBuilder {

        private String partPrefix = "part";
        private String partSuffix = "";

        /** @param prefix how names begin; without a slash */
        public OutputFileConfigBuilder withPartPrefix(String prefix) {
            this.partPrefix = prefix;
            return this;
        }

        /** @param suffix how names end, such as {@code .csv}; without a slash */
        public OutputFileConfigBuilder withPartSuffix(String suffix) {
            this.partSuffix = suffix;
            return this;
        }

        /**
         * These settings.
         *
         * @throws IllegalArgumentException when the prefix or the suffix has a slash
         */
        public OutputFileConfig build() {
            return new OutputFileConfig(partPrefix, partSuffix);
        }
    }
}
