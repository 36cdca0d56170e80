package dev.weft.api.connector.source;

import dev.weft.configuration.Configuration;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;

/** A reader's view of its task. */
public interface SourceReaderContext {
    SourceReaderMetricGroup metricGroup();

    Configuration getConfiguration();

    String getLocalHostName();

    int getIndexOfSubtask();

    /** Asks the enumerator for a split. */
    void sendSplitRequest();

    void sendSourceEventToCoordinator(SourceEvent sourceEvent);

    UserCodeClassLoader getUserCodeClassLoader();

    default int currentParallelism() {
        throw new UnsupportedOperationException("this context does not know the source's parallelism");
    }
}
