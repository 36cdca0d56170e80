package dev.weft.connector.file.src.impl;

import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.configuration.Configuration;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;

/** The task of a file reader that runs in a test; counts how often a split is asked for. */
final class RecordingReaderContext implements SourceReaderContext {

    int splitRequests;

    @Override
    public void sendSplitRequest() {
        splitRequests++;
    }

    @Override
    public Configuration getConfiguration() {
        return new Configuration();
    }

    @Override
    public String getLocalHostName() {
        return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
        return 0;
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
        throw new UnsupportedOperationException("file readers have no metrics of their own");
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        throw new UnsupportedOperationException("file readers send no events");
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        throw new UnsupportedOperationException("file readers load no classes");
    }
}
