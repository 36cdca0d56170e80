package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.exchange.YieldFlag;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Processing-time timers of one task. The executor's timer loop queues those that are due and enqueues one mail for all
 * of them; callbacks run on the task's thread. The queue is bounded by the number of timers that were set.
 */
final class TaskTimers implements ProcessingTimeService {

    private final EventLoop scheduler;
    private final Mailbox mailbox;
    private final YieldFlag yield;
    private final Clock clock;
    private final Queue<Timer> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();
    private volatile boolean stopped;

    TaskTimers(EventLoop scheduler, Mailbox mailbox, YieldFlag yield, Clock clock) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
        this.yield = yield;
        this.clock = clock;
    }

    /** No callback runs from now on: the input, or the task, has ended. */
    void stop() {
        stopped = true;
    }

    @Override
    public long getCurrentProcessingTime() {
        return clock.epochMs();
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        return new Timer(time, target);
    }

    private void announce() {
        if (announced.compareAndSet(false, true)) {
            mailbox.putEmitting(this::fireDue);
        }
    }

    /**
     * Fires due timers; leaves the rest to another mail when the yield flag is up, because an output is full or the
     * task has other mails.
     */
    private void fireDue() throws Exception {
        announced.set(false);
        Timer next = due.poll();
        while (next != null) {
            next.fire();
            next = yield.isUp() ? null : due.poll();
        }
        if (!due.isEmpty()) {
            announce();
        }
    }

    /** One timer, complete when its callback has run. A cancelled one does not fire, even if it was due. */
    private final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        private final long time;
        private final ProcessingTimeCallback target;
        private final EventLoop.Timer scheduled;

        Timer(long time, ProcessingTimeCallback target) {
            this.time = time;
            this.target = target;
            long delayMs = Math.max(0, time - clock.epochMs() + 1);
            scheduled = scheduler.schedule(Duration.ofMillis(delayMs), this::onDue);
        }

        /** Called on the executor's timer loop. */
        private void onDue() {
            if (!stopped) {
                due.add(this);
                announce();
            }
        }

        private void fire() throws Exception {
            if (!stopped && !isDone()) {
                target.onProcessingTime(time);
                complete(null);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            scheduled.cancel();
            return super.cancel(false);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(time - clock.epochMs(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}
