package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.watermark.Watermark;

/**
 * Runs a {@code SourceFunction}, which emits whenever it likes, on a thread of its own. That thread and the task's
 * exclude each other by the checkpoint {@link #lock} whenever they use the chain. Under backpressure the function waits
 * before it takes the lock, so that mails still run; a function that holds the lock itself, or emits from another
 * thread, waits inside the chain, and the task's mails wait with it.
 */
public final class LegacySourceOperator extends Operator {

    private final SourceFunction<Object> function;
    private final Backpressure backpressure;
    private final Receiver next;
    private final Receiver marks;
    private final Object lock = new Object();

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
        private boolean idle;

        @Override
        public void collect(Object element) {
            collectWithTimestamp(element, Batch.NO_TIMESTAMP);
        }

        @Override
        public void collectWithTimestamp(Object element, long timestamp) {
            if (backpressure.mayExist() && backpressure.wakeup().isAdmitted() && !Thread.holdsLock(lock)) {
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

        /** Called without the lock, so that mails run meanwhile. */
        private void awaitRoom() {
            Wakeup wakeup = backpressure.wakeup();
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
            return lock;
        }

        @Override
        public void close() {}
    }
}
