package dev.weft.streaming.runtime.tasks;

import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.spi.OperatorHost;
import java.util.Objects;

/** The task around an operator, as far as operators can see it: to be handed on to {@code setup}. */
public final class StreamTask<OUT, OP extends StreamOperator<OUT>> {
    private final OperatorHost host;

    /** The task around an operator with this host. */
    public StreamTask(OperatorHost host) {
        this.host = Objects.requireNonNull(host, "host");
    }

    /** What users see: the task and which of its instances. */
    public String getName() {
        return host.runtimeContext().getTaskNameWithSubtasks();
    }

    /** What the engine does for the operator. */
    public OperatorHost host() {
        return host;
    }
}
