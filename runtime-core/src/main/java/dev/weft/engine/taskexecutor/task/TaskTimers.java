package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.common.Clock;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The wall-clock timers of one task: the executor's timer thread only puts a mail, callbacks run on the task's thread. */
final class TaskTimers implements ProcessingTimeService {

    private final ScheduledThreadPoolExecutor scheduler;
    private final Mailbox mailbox;
    private final Clock clock;
    private volatile boolean stopped;

    TaskTimers(ScheduledThreadPoolExecutor scheduler, Mailbox mailbox, Clock clock) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** No callback runs any more: the input has ended, or the task has. */
    void stop() {
        stopped = true;
    }

    @Override
    public long getCurrentProcessingTime() {
        return clock.epochMs();
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        long delayMs = Math.max(0, time - clock.epochMs() + 1);
        return scheduler.schedule(() -> announce(time, target), delayMs, TimeUnit.MILLISECONDS);
    }

    private void announce(long time, ProcessingTimeCallback target) {
        if (!stopped) {
            mailbox.put(() -> {
                if (!stopped) {
                    target.onProcessingTime(time);
                }
            });
        }
    }
}
