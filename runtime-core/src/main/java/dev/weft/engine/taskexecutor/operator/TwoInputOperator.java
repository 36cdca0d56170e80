package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;

/**
 * An operator with two logical inputs. Its watermark is the lower one of the inputs that are not idle. It ends when
 * both have ended.
 */
abstract class TwoInputOperator extends Operator {

    private final Side first = new Side(0);
    private final Side second = new Side(1);
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    TwoInputOperator(String name, Object userObject, Emitter emitter) {
        super(name, userObject, emitter);
    }

    /**
     * A record of one input.
     *
     * @param gate 0 or 1
     * @param hash the key's hash if {@code hashed}
     */
    abstract void record(int gate, Object value, long timestamp, int hash, boolean hashed);

    /** One input has ended; the other may go on. */
    void ended(int gate) {}

    @Override
    public final Receiver input(int gate) {
        return gate == 0 ? first : second;
    }

    @Override
    public final void record(Object value, long timestamp) {
        throw new IllegalStateException("operator '" + name() + "' has two inputs; a record must come through one");
    }

    /** Combines the watermarks. The final watermark needs both inputs: one that has ended does not count as idle. */
    private void combine() {
        boolean over = first.isOver() && second.isOver();
        boolean allIdle = !over && (first.idle || first.isOver()) && (second.idle || second.isOver());
        if (allIdle != idle) {
            idle = allIdle;
            idle(allIdle);
        }
        if (allIdle) {
            return;
        }
        long lowest = Math.min(
                first.idle ? Long.MAX_VALUE : first.watermark, second.idle ? Long.MAX_VALUE : second.watermark);
        if (lowest > watermark) {
            watermark = lowest;
            watermark(lowest);
        }
    }

    private final class Side implements Receiver {
        private final int gate;
        private long watermark = Long.MIN_VALUE;
        private boolean idle;
        private boolean ended;

        Side(int gate) {
            this.gate = gate;
        }

        @Override
        public int batch(Batch records, int from, YieldFlag yield) {
            int n = records.size();
            boolean hashed = records.isKeyed();
            for (int i = from; i < n; i++) {
                TwoInputOperator.this.record(
                        gate, records.value(i), records.timestamp(i), hashed ? records.hash(i) : 0, hashed);
                if (yield.isUp()) {
                    return i + 1;
                }
            }
            return n;
        }

        @Override
        public void record(Object value, long timestamp) {
            TwoInputOperator.this.record(gate, value, timestamp, 0, false);
        }

        boolean isOver() {
            return watermark == Long.MAX_VALUE;
        }

        @Override
        public void watermark(long timestamp) {
            watermark = Math.max(watermark, timestamp);
            combine();
        }

        @Override
        public void idle(boolean nowIdle) {
            idle = nowIdle;
            combine();
        }

        @Override
        public void endOfInput() {
            ended = true;
            TwoInputOperator.this.ended(gate);
            if (first.ended && second.ended) {
                TwoInputOperator.this.endOfInput();
            }
        }
    }
}
