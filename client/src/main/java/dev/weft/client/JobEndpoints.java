package dev.weft.client;

import dev.weft.configuration.ReadableConfig;
import java.net.URI;

/** Factory of {@link JobEndpoint}s. */
@FunctionalInterface
interface JobEndpoints {

    /**
     * @param rest address of the JobManager's REST server
     * @param settings timeouts of the client
     */
    JobEndpoint at(URI rest, ReadableConfig settings);
}
