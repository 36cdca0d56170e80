package dev.weft.streaming.api.environment;

import dev.weft.configuration.Configuration;

/**
 * Makes the environment that {@link StreamExecutionEnvironment#getExecutionEnvironment()} returns; installed by whoever
 * runs programs.
 */
@FunctionalInterface
public interface StreamExecutionEnvironmentFactory {
    StreamExecutionEnvironment createExecutionEnvironment(Configuration configuration);
}
