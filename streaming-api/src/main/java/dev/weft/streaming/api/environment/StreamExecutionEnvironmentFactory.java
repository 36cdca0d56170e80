package dev.weft.streaming.api.environment;

import dev.weft.configuration.Configuration;

/**
 * Makes the environment that {@link StreamExecutionEnvironment#getExecutionEnvironment()} returns; installed by whoever
 * runs programs.
 */
@FunctionalInterface
public interface StreamExecutionEnvironmentFactory {
    /**
     * Makes an environment.
     *
     * @param configuration settings that the program gave, which go over others
     */
    StreamExecutionEnvironment createExecutionEnvironment(Configuration configuration);
}
