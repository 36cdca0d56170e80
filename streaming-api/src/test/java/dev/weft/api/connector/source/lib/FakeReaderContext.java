package dev.weft.api.connector.source.lib;

import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.configuration.Configuration;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.util.function.Consumer;

/** A reader's task without a runtime: requests and events go to the test. */
record FakeReaderContext(int index, int parallelism, Runnable onRequest, Consumer<SourceEvent> onEvent)
        implements SourceReaderContext {
    @Override
    public SourceReaderMetricGroup metricGroup() {
        throw new UnsupportedOperationException("no metrics here");
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
        return index;
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public void sendSplitRequest() {
        onRequest.run();
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent sourceEvent) {
        onEvent.accept(sourceEvent);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        throw new UnsupportedOperationException("no user classes here");
    }
}
