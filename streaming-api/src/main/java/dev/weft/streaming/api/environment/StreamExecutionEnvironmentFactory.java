package dev.weft.streaming.api.environment;

import dev.weft.configuration.Configuration;

/** Makes environments; set by whatever runs a user's main method, so that the program runs where it should. */
@FunctionalInterface
public interface StreamExecutionEnvironmentFactory {
    StreamExecutionEnvironment createExecutionEnvironment(Configuration configuration);
}
