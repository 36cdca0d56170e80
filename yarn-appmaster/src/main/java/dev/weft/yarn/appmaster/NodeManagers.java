package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Client of the cluster's NodeManagers. Thread-safe; all methods but {@link #accept} block. */
interface NodeManagers extends AutoCloseable {

    /** Stores tokens that authorize this application at NodeManagers. Does not block. */
    void accept(List<NMToken> tokens);

    /** Loads the client's classes and settings. Blocks; an error is reported by the first call that needs them. */
    void prepare();

    /** Starts the container. An exception means that it did not start, or that the outcome is unknown. */
    void start(Container container, ContainerLaunchContext context) throws IOException, YarnException;

    /** Stops the container. */
    void stop(Container container) throws IOException, YarnException;

    /** Whether the container runs; false also when its NodeManager does not say. */
    boolean isRunning(Container container);

    @Override
    void close();
}
