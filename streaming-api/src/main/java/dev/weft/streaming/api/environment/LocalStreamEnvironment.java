package dev.weft.streaming.api.environment;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;

/** Runs its programs in this process. */
@SuppressWarnings("try") // closing may be interrupted
public class LocalStreamEnvironment extends StreamExecutionEnvironment {
    public LocalStreamEnvironment() {
        this(new Configuration());
    }

    public LocalStreamEnvironment(Configuration configuration) {
        super(configuration);
        if (!configuration.contains(CoreOptions.DEFAULT_PARALLELISM)) {
            setParallelism(getDefaultLocalParallelism());
        }
    }
}
