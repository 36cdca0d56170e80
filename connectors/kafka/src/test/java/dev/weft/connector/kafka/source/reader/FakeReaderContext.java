package dev.weft.connector.kafka.source.reader;

import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.configuration.Configuration;
import dev.weft.connector.kafka.FakeMetrics;
import dev.weft.connector.kafka.TestClassLoader;
import dev.weft.util.UserCodeClassLoader;

/** The task of a reader that runs in a test. */
public final class FakeReaderContext implements SourceReaderContext {

    private final int subtask;
    private final FakeMetrics metrics = new FakeMetrics();

    public FakeReaderContext(int subtask) {
        this.subtask = subtask;
    }

    @Override
    public FakeMetrics metricGroup() {
        return metrics;
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
        return subtask;
    }

    @Override
    public void sendSplitRequest() {
        throw new UnsupportedOperationException("Kafka readers are given splits without asking");
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        throw new UnsupportedOperationException("Kafka readers send no events");
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return new TestClassLoader();
    }
}
