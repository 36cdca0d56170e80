package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.watermark.Watermark;

/**
 * Runs a source function, which emits whenever it likes. It has a thread of its own; whoever touches the chain, that
 * thread or the task's, holds the {@link #lock}.
 */
public final class LegacySourceOperator extends Operator {

    private final SourceFunction<Object> function;
    private final Receiver next;
    private final Receiver marks;
    private final Object lock = new Object();

    /** @param batch whether watermarks wait for the end of the input */
    LegacySourceOperator(String name, SourceFunction<Object> function, boolean batch, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.next = emitter.main();
        this.marks = new SourceMarks(emitter.everyone(), batch);
    }

    /** Guards the chain and the function's state; the user API calls it the checkpoint lock. */
    public Object lock() {
        return lock;
    }

    /** Emits until the function ends or is cancelled; on the source's own thread. */
    public void run() {
        try {
            function.run(new Context());
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Asks the function to end; from any thread. */
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
