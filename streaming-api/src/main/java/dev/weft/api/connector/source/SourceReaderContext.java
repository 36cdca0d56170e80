package dev.weft.api.connector.source;

import dev.weft.configuration.Configuration;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;

/** A reader's view of its task. */
public interface SourceReaderContext {
    /** The metrics of this source and task. */
    SourceReaderMetricGroup metricGroup();

    /** The configuration of the cluster, as the process of this task has read it. */
    Configuration getConfiguration();

    /** The name of the host on which this task runs, as file systems name it. */
    String getLocalHostName();

    /** The index of this task among those of the source, from 0. */
    int getIndexOfSubtask();

    /**
     * Asks the enumerator for a split. It answers, in its own time, with a split or with the end of splits; a reader that
     * asks twice may get two. Safe from any thread.
     */
    void sendSplitRequest();

    /**
     * Sends a message to the enumerator, which gets it in {@link SplitEnumerator#handleSourceEvent}. The event must be
     * serializable. Safe from any thread; messages of one thread arrive in order.
     */
    void sendSourceEventToCoordinator(SourceEvent sourceEvent);

    /** The class loader of the job's own classes. */
    UserCodeClassLoader getUserCodeClassLoader();

    /** How many readers the source has. A context of a test may not know it, and throws then. */
    default int currentParallelism() {
        throw new UnsupportedOperationException("this context does not know the source's parallelism");
    }
}
