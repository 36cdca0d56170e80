package dev.weft.client;

import dev.weft.configuration.ReadableConfig;
import java.net.URI;

/** Opens the way to a JobManager. */
@FunctionalInterface
interface JobEndpoints {

    /**
     * @param rest where the JobManager answers
     * @param settings how long to wait for it
     */
    JobEndpoint at(URI rest, ReadableConfig settings);
}
