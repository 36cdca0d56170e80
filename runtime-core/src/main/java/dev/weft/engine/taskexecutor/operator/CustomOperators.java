package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.program.Operation;
import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.api.operators.AbstractStreamOperatorFactory;
import dev.weft.streaming.api.operators.BoundedMultiInput;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.Output;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperatorParameters;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.operators.spi.OperatorHost;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.StreamTask;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.OutputTag;
import java.util.Set;

/**
 * Adapters that run operators which users implemented against the operator interface. Such operators forward watermarks
 * and idleness themselves; the end of input is forwarded after them. Every record is passed in an object of its own,
 * since users may keep and modify it.
 */
final class CustomOperators {

    private CustomOperators() {}

    /** @param endedGates inputs whose end the operator had processed before its state was stored */
    @SuppressWarnings("unchecked") // the program graph has matched the types of operators and streams
    static Operator build(
            String name,
            Operation.Transform operation,
            OperatorHost host,
            Set<Integer> endedGates,
            boolean batch,
            Emitter emitter) {
        StreamOperatorFactory<Object> factory = (StreamOperatorFactory<Object>) operation.factory();
        StreamOperator<Object> written;
        try {
            if (factory instanceof AbstractStreamOperatorFactory<Object> usual) {
                usual.setProcessingTimeService(host.runtimeContext().getProcessingTimeService());
                usual.setMailboxExecutor(host.mailbox());
            }
            written = factory.createStreamOperator(new StreamOperatorParameters<>(
                    new StreamTask<>(host), new StreamConfig(name), new Emitting(emitter, batch)));
        } catch (Throwable t) {
            throw Operator.failure(name, t);
        }
        if (written instanceof OneInputStreamOperator<?, ?> one) {
            return new One(name, (OneInputStreamOperator<Object, Object>) one, emitter);
        }
        if (written instanceof TwoInputStreamOperator<?, ?, ?> two) {
            return new Two(name, (TwoInputStreamOperator<Object, Object, Object>) two, endedGates, emitter);
        }
        throw Operator.failure(
                name,
                new UnsupportedOperationException(
                        written.getClass().getName() + " is no OneInputStreamOperator and no TwoInputStreamOperator"));
    }

    private static StreamRecord<Object> element(Object value, long timestamp) {
        return timestamp == Batch.NO_TIMESTAMP ? new StreamRecord<>(value) : new StreamRecord<>(value, timestamp);
    }

    private static WatermarkStatus status(boolean idle) {
        return idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
    }

    /** The output of the user's operator. */
    private record Emitting(Emitter emitter, Receiver watermarks) implements Output<StreamRecord<Object>> {
        Emitting(Emitter emitter, boolean batch) {
            this(emitter, new UserWatermarks(emitter.everyone(), batch));
        }

        private static long timestamp(StreamRecord<?> element) {
            return element.hasTimestamp() ? element.getTimestamp() : Batch.NO_TIMESTAMP;
        }

        @Override
        public void collect(StreamRecord<Object> element) {
            emitter.main().record(element.getValue(), timestamp(element));
        }

        @Override
        public <X> void collect(OutputTag<X> outputTag, StreamRecord<X> element) {
            emitter.side(outputTag.getId(), element.getValue(), timestamp(element));
        }

        @Override
        public void emitWatermark(Watermark mark) {
            watermarks.watermark(mark.getTimestamp());
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus watermarkStatus) {
            watermarks.idle(watermarkStatus.isIdle());
        }

        @Override
        public void close() {}
    }

    /** An operator with one input. */
    private static final class One extends Operator {
        private final OneInputStreamOperator<Object, Object> written;

        One(String name, OneInputStreamOperator<Object, Object> written, Emitter emitter) {
            super(name, written, emitter);
            this.written = written;
        }

        @Override
        public void record(Object value, long timestamp) {
            try {
                written.processElement(element(value, timestamp));
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        public void watermark(long timestamp) {
            try {
                written.processWatermark(new Watermark(timestamp));
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        public void idle(boolean idle) {
            try {
                written.processWatermarkStatus(status(idle));
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        public void endOfInput() {
            try {
                if (written instanceof BoundedOneInput bounded) {
                    bounded.endInput();
                }
                written.finish();
            } catch (Throwable t) {
                throw failure(t);
            }
            super.endOfInput();
        }
    }

    /** An operator with two inputs. Both are also told the combined watermark and idleness. */
    private static final class Two extends TwoInputOperator {
        private final TwoInputStreamOperator<Object, Object, Object> written;
        private final Set<Integer> endedGates;

        Two(
                String name,
                TwoInputStreamOperator<Object, Object, Object> written,
                Set<Integer> endedGates,
                Emitter emitter) {
            super(name, written, emitter);
            this.written = written;
            this.endedGates = endedGates;
        }

        @Override
        void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
            try {
                if (gate == 0) {
                    written.processElement1(element(value, timestamp));
                } else {
                    written.processElement2(element(value, timestamp));
                }
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        public void watermark(long timestamp) {
            try {
                written.processWatermark1(new Watermark(timestamp));
                written.processWatermark2(new Watermark(timestamp));
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        public void idle(boolean idle) {
            try {
                written.processWatermarkStatus1(status(idle));
                written.processWatermarkStatus2(status(idle));
            } catch (Throwable t) {
                throw failure(t);
            }
        }

        @Override
        void ended(int gate) {
            if (written instanceof BoundedMultiInput bounded && !endedGates.contains(gate)) {
                try {
                    bounded.endInput(gate + 1);
                } catch (Throwable t) {
                    throw failure(t);
                }
            }
        }

        @Override
        public void endOfInput() {
            try {
                written.finish();
            } catch (Throwable t) {
                throw failure(t);
            }
            super.endOfInput();
        }
    }
}
