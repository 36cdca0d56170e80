package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorState;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.util.OutputTag;
import java.util.List;
import java.util.Optional;

/**
 * Interval join: joins records of two keyed inputs whose timestamps differ by an amount within a range. A record is
 * matched with the earlier ones of the other input, and stored until the watermark has passed everything that it can
 * match.
 */
final class IntervalJoinOperator extends TwoInputOperator {

    private final ProcessJoinFunction<Object, Object, Object> function;
    private final long lowerMs;
    private final long upperMs;
    private final List<String> lateTags;
    private final List<Keying> keyings;
    private final KeyedStates state;
    private final JoinSide left;
    private final JoinSide right;
    private final Emitter emitter;
    private final EmittingCollector out;
    private final Pair pair;
    private long watermark = Long.MIN_VALUE;

    @SuppressWarnings("unchecked") // the program graph has matched the types of functions and streams
    IntervalJoinOperator(Operation.IntervalJoin join, Operators.Position at, KeyedStates state, Emitter emitter) {
        super(at.name(), join.function(), emitter);
        this.function = (ProcessJoinFunction<Object, Object, Object>) join.function();
        this.lowerMs = join.lowerMs();
        this.upperMs = join.upperMs();
        this.lateTags = List.of(tag(join.lateLeft()), tag(join.lateRight()));
        this.keyings = at.keyings();
        this.state = state;
        // an interval then overlaps three or four buckets
        long width = Math.max(1, upperMs / 2 - lowerMs / 2);
        this.left = new JoinSide("left", width, upperMs, at.inputTypes().get(0), state);
        this.right = new JoinSide("right", width, -lowerMs, at.inputTypes().get(1), state);
        this.emitter = emitter;
        this.out = new EmittingCollector(emitter.main());
        this.pair = new Pair(function, this);
    }

    private static String tag(Optional<OutputTag<?>> late) {
        return late.<String>map(OutputTag::getId).orElse("");
    }

    @Override
    public void initialize(OperatorState operatorState) {
        try {
            left.open(operatorState);
            right.open(operatorState);
        } catch (Throwable t) {
            throw failure(t);
        }
        super.initialize(operatorState);
    }

    @Override
    void saveIntoState(long checkpointId) throws Exception {
        left.saveIntoState();
        right.saveIntoState();
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        try {
            if (timestamp == Batch.NO_TIMESTAMP) {
                throw new IllegalStateException("an interval join needs timestamps, but this record has none: " + value
                        + "; call assignTimestampsAndWatermarks(...) before keyBy");
            }
            if (timestamp < watermark) {
                if (!lateTags.get(gate).isEmpty()) {
                    emitter.side(lateTags.get(gate), value, timestamp);
                }
                return;
            }
            Keying keying = keyings.get(gate);
            Object key = keying.selector().getKey(value);
            state.use(key, hashed ? hash : keying.hasher().hash(key));
            if (gate == 0) {
                joinLeft(value, timestamp);
            } else {
                joinRight(value, timestamp);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void joinLeft(Object value, long timestamp) throws Exception {
        if (left.isOfUse(timestamp, watermark)) {
            left.add(value, timestamp);
        }
        right.forEach(
                JoinSide.saturatedSum(timestamp, lowerMs),
                JoinSide.saturatedSum(timestamp, upperMs),
                (other, otherTime) -> join(value, timestamp, other, otherTime));
    }

    private void joinRight(Object value, long timestamp) throws Exception {
        if (right.isOfUse(timestamp, watermark)) {
            right.add(value, timestamp);
        }
        left.forEach(
                JoinSide.saturatedSum(timestamp, -upperMs),
                JoinSide.saturatedSum(timestamp, -lowerMs),
                (other, otherTime) -> join(other, otherTime, value, timestamp));
    }

    private void join(Object leftValue, long leftTime, Object rightValue, long rightTime) throws Exception {
        out.at(Math.max(leftTime, rightTime));
        pair.leftTime = leftTime;
        pair.rightTime = rightTime;
        function.processElement(leftValue, rightValue, pair, out);
    }

    @Override
    void endOfKey() {
        left.advance(Long.MAX_VALUE);
        right.advance(Long.MAX_VALUE);
    }

    @Override
    public void watermark(long timestamp) {
        watermark = timestamp;
        left.advance(timestamp);
        right.advance(timestamp);
        super.watermark(timestamp);
    }

    /** Number of stored buckets of both inputs. */
    int buckets() {
        return left.buckets() + right.buckets();
    }

    private static final class Pair extends ProcessJoinFunction<Object, Object, Object>.Context {
        private final IntervalJoinOperator operator;
        private long leftTime;
        private long rightTime;

        Pair(ProcessJoinFunction<Object, Object, Object> function, IntervalJoinOperator operator) {
            function.super();
            this.operator = operator;
        }

        @Override
        public long getLeftTimestamp() {
            return leftTime;
        }

        @Override
        public long getRightTimestamp() {
            return rightTime;
        }

        @Override
        public long getTimestamp() {
            return Math.max(leftTime, rightTime);
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            operator.emitter.side(tag.getId(), value, getTimestamp());
        }
    }
}
