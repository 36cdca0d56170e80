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

    /** What a factory needs to make an operator. */
    public StreamOperatorParameters(
            StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output) {
        this.containingTask = Objects.requireNonNull(containingTask, "containingTask");
        this.config = Objects.requireNonNull(config, "config");
        this.output = Objects.requireNonNull(output, "output");
    }

    /** The task that the operator runs in. */
    public StreamTask<?, ?> getContainingTask() {
        return containingTask;
    }

    /** The operator's configuration. */
    public StreamConfig getStreamConfig() {
        return config;
    }

    /** Where the operator emits to. */
    public Output<StreamRecord<OUT>> getOutput() {
        return output;
    }

    /** The task's clock and timers. */
    public ProcessingTimeService getProcessingTimeService() {
        return containingTask.host().runtimeContext().getProcessingTimeService();
    }

    /** Runs actions on the task's thread. */
    public MailboxExecutor getMailboxExecutor() {
        return containingTask.host().mailbox();
    }
}
