package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.configuration.Configuration;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import dev.weft.util.UserCodeClassLoader;

/**
 * The context of a source reader. Requests may come from the reader's own threads.
 *
 * @param operator the source's position in its chain
 */
record ReaderContext(int operator, TaskContext task, SourceReaderMetricGroup metrics) implements SourceReaderContext {

    @Override
    public SourceReaderMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public Configuration getConfiguration() {
        return task.configuration();
    }

    @Override
    public String getLocalHostName() {
        return task.host();
    }

    @Override
    public int getIndexOfSubtask() {
        return task.taskInfo().getIndexOfThisSubtask();
    }

    @Override
    public int currentParallelism() {
        return task.taskInfo().getNumberOfParallelSubtasks();
    }

    @Override
    public void sendSplitRequest() {
        task.signal(operator, new SourceSignal.SplitRequested(task.host()));
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        task.signal(operator, new SourceSignal.UserEvent(UserObjects.write(event, "an event of a source reader")));
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return task.userClassLoader();
    }
}
