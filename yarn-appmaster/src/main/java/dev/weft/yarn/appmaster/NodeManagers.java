package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The NodeManagers of the cluster. Thread-safe; all but {@link #accept} block. */
interface NodeManagers extends AutoCloseable {

    /** Keeps what proves to a NodeManager that this application may use it. Does not block. */
    void accept(List<NMToken> tokens);

    /** Loads what speaking to them takes. Blocks; what is wrong is told by the first call. */
    void prepare();

    /** Starts the container. An exception means that it did not start, or that nobody knows. */
    void start(Container container, ContainerLaunchContext context) throws IOException, YarnException;

    /** Stops the container. */
    void stop(Container container) throws IOException, YarnException;

    /** Whether the container runs; false also when its NodeManager does not say. */
    boolean isRunning(Container container);

    @Override
    void close();
}
