package dev.weft.streaming.api.operators;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import dev.weft.streaming.runtime.tasks.StreamTask;
import java.util.Objects;

/** What a factory makes its operator with. */
public class StreamOperatorParameters<OUT> {
    private final StreamTask<?, ?> containingTask;
    private final StreamConfig config;
    private final Output<StreamRecord<OUT>> output;

    public StreamOperatorParameters(
            StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output) {
        this.containingTask = Objects.requireNonNull(containingTask, "containingTask");
        this.config = Objects.requireNonNull(config, "config");
        this.output = Objects.requireNonNull(output, "output");
    }

    public StreamTask<?, ?> getContainingTask() {
        return containingTask;
    }

    public StreamConfig getStreamConfig() {
        return config;
    }

    public Output<StreamRecord<OUT>> getOutput() {
        return output;
    }

    public ProcessingTimeService getProcessingTimeService() {
        return containingTask.host().runtimeContext().getProcessingTimeService();
    }

    public MailboxExecutor getMailboxExecutor() {
        return containingTask.host().mailbox();
    }
}
