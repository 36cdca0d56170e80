package dev.weft.simulation.workload;

import dev.weft.streaming.api.functions.source.RichParallelSourceFunction;
import dev.weft.streaming.api.watermark.Watermark;

/**
 * Source function that emits one line of ticks for each subtask. It emits some of them in pairs under the checkpoint lock,
 * and waits while it holds the lock.
 */
final class TickFunction extends RichParallelSourceFunction<Long> {

    private static final long serialVersionUID = 1L;

    private final Ticks ticks;
    private volatile boolean cancelled;

    TickFunction(Ticks ticks) {
        this.ticks = ticks;
    }

    @Override
    public void run(SourceContext<Long> context) {
        int line = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        Object lock = context.getCheckpointLock();
        UserPace.guardedBy(lock);
        for (int i = 0; i < ticks.lengthOf(line) && !cancelled; i++) {
            if (i % 3 == 0) {
                synchronized (lock) {
                    emit(context, line, i);
                    UserPace.step();
                    if (++i < ticks.lengthOf(line)) {
                        emit(context, line, i);
                    }
                }
            } else {
                emit(context, line, i);
            }
            UserPace.step();
        }
    }

    private void emit(SourceContext<Long> context, int line, int number) {
        long tick = Ticks.value(line, number);
        context.collectWithTimestamp(tick, ticks.timestamp(tick));
        context.emitWatermark(new Watermark(ticks.timestamp(tick) - 1));
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
