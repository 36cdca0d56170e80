package dev.weft.streaming.api.operators;

import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;

/** A function's view of its task, and an operator's. */
public interface StreamingRuntimeContext extends RuntimeContext {
    /** The task's clock and timers. */
    ProcessingTimeService getProcessingTimeService();
}
