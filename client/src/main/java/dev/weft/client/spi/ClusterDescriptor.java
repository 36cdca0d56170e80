package dev.weft.client.spi;

import dev.weft.api.common.JobID;
import java.util.List;

/** A connection to one cluster. Used by the client's main thread, except where stated. */
public interface ClusterDescriptor extends AutoCloseable {

    /**
     * Starts an application for one job and returns when it runs. When this throws, nothing of the application is left on
     * the cluster.
     */
    ClusterApplication deploy(DeployRequest submission);

    /** Looks up a running application; fails when it does not exist or has ended. */
    ClusterApplication find(ApplicationRef application);

    /** Looks up the running application that was submitted for a job; fails when there is none. */
    ClusterApplication find(JobID job);

    /**
     * Aborts a {@link #deploy} that is under way and removes everything it has created on the cluster; without one,
     * does nothing. Called from another thread when the process ends early; {@code deploy} then fails.
     *
     * @return what was undone, a sentence each; empty when there was nothing
     */
    List<String> rollBack();

    @Override
    void close();
}
