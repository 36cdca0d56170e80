package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;

/** The context of a window assigner: the current processing time. */
final class AssignerClock extends WindowAssigner.WindowAssignerContext {

    private final ProcessingTimeService clock;

    AssignerClock(ProcessingTimeService clock) {
        this.clock = clock;
    }

    @Override
    public long getCurrentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }
}
