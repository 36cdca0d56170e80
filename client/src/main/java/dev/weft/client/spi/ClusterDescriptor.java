package dev.weft.client.spi;

import java.util.List;

/** A connection to one cluster. Used by the client's main thread, except where stated. */
public interface ClusterDescriptor extends AutoCloseable {

    /**
     * Starts an application for one job and returns when it runs. When this throws, nothing of the application is left on
     * the cluster.
     */
    ClusterApplication deploy(DeployRequest submission);

    /** The application that is meant, which must be running. */
    ClusterApplication find(ApplicationRef application);

    /**
     * Ends a {@link #deploy} that is under way so that nothing is left on the cluster; without one, does nothing. Called
     * from another thread, when the process ends early; {@code deploy} then fails.
     *
     * @return what was undone, a sentence each; empty when there was nothing
     */
    List<String> abandon();

    @Override
    void close();
}
