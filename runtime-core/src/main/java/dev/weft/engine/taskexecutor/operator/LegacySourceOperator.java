package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.util.function.ThrowingRunnable;

/**
 * Runs a {@code SourceFunction}, which emits whenever it likes, on a thread of its own. That thread and the task's
 * exclude each other by the checkpoint {@link #lock} whenever they use the chain. Under backpressure the function waits
 * before it takes the lock, so that mails still run; a function that holds the lock itself, or emits from another
 * thread, waits inside the chain, and the task's mails wait with it.
 *
 * <p>Monitors are not fair: a function that leaves the lock and takes it again at once, in a loop, keeps the task out for
 * hundreds of milliseconds. So it is held up while the task waits for the lock: where it asks for the lock, and where it
 * emits without holding it.
 */
public final class LegacySourceOperator extends Operator {

    private final SourceFunction<Object> function;
    private final Backpressure backpressure;
    private final Receiver next;
    private final Receiver marks;
    private final Object lock = new Object();
    private volatile boolean taskWaits;

    LegacySourceOperator(String name, SourceFunction<Object> function, TaskContext task, Emitter emitter) {
        super(name, function, emitter);
        this.backpressure = task.backpressure();
        this.function = function;
        this.next = emitter.main();
        this.marks = new UserWatermarks(emitter.everyone(), task.batch());
    }

    /** Guards the chain and the function's state; the user API calls it the checkpoint lock. */
    public Object lock() {
        return lock;
    }

    /** Runs an action with the lock. Called by the task's thread, which gets the lock before the function gets it again. */
    public void locked(ThrowingRunnable<? extends Exception> action) throws Exception {
        taskWaits = true;
        synchronized (lock) {
            taskWaits = false;
            backpressure.wakeup().signal();
            action.run();
        }
    }

    /** Runs the function until it ends or is cancelled; called on the source's own thread. */
    public void run() {
        try {
            function.run(new Context());
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Asks the function to end; called from any thread. */
    public void cancel() {
        function.cancel();
    }

    @Override
    public void endOfInput() {
        watermark(Long.MAX_VALUE);
        super.endOfInput();
    }

    @Override
    public void record(Object value, long timestamp) {
        throw new IllegalStateException("source '" + name() + "' has no input");
    }

    private final class Context implements SourceFunction.SourceContext<Object> {
        private final Wakeup wakeup = backpressure.wakeup();
        private boolean idle;

        @Override
        public void collect(Object element) {
            collectWithTimestamp(element, Batch.NO_TIMESTAMP);
        }

        @Override
        public void collectWithTimestamp(Object element, long timestamp) {
            if ((taskWaits || backpressure.mayExist()) && isFree()) {
                letTaskIn();
                awaitRoom();
            }
            synchronized (lock) {
                active();
                next.record(element, timestamp);
            }
        }

        @Override
        public void emitWatermark(Watermark mark) {
            synchronized (lock) {
                active();
                marks.watermark(mark.getTimestamp());
            }
        }

        /** Whether the caller is the function's own thread and does not hold the lock. */
        private boolean isFree() {
            return wakeup.isAdmitted() && !Thread.holdsLock(lock);
        }

        /** Waits while the task waits for the lock. */
        private void letTaskIn() {
            while (taskWaits) {
                wakeup.arm();
                if (taskWaits) {
                    wakeup.park();
                } else {
                    wakeup.disarm();
                }
            }
        }

        /** Called without the lock, so that mails run meanwhile. */
        private void awaitRoom() {
            while (true) {
                wakeup.arm();
                if (isRoom()) {
                    wakeup.disarm();
                    wakeup.checkCanceled();
                    return;
                }
                wakeup.park();
            }
        }

        private boolean isRoom() {
            synchronized (lock) {
                backpressure.askForRoom();
                return !backpressure.exists();
            }
        }

        private void active() {
            if (idle) {
                idle = false;
                marks.idle(false);
            }
        }

        @Override
        public void markAsTemporarilyIdle() {
            synchronized (lock) {
                if (!idle) {
                    idle = true;
                    marks.idle(true);
                }
            }
        }

        @Override
        public Object getCheckpointLock() {
            if (taskWaits && isFree()) {
                try {
                    letTaskIn();
                } catch (TaskCanceledException e) {
                    // It may need the lock to end; what it emits throws this.
                }
            }
            return lock;
        }

        @Override
        public void close() {}
    }
}
