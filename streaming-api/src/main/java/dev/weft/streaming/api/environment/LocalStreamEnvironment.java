package dev.weft.streaming.api.environment;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;

/** Runs its programs in this process. */
@SuppressWarnings("try") // closing may be interrupted
public class LocalStreamEnvironment extends StreamExecutionEnvironment {
    /** An environment with default settings. */
    public LocalStreamEnvironment() {
        this(new Configuration());
    }

    /** An environment with these settings over the defaults. */
    public LocalStreamEnvironment(Configuration configuration) {
        super(configuration);
        if (!configuration.contains(CoreOptions.DEFAULT_PARALLELISM)) {
            setParallelism(getDefaultLocalParallelism());
        }
    }
}
