package dev.weft.benchmarks.jobs;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;

/** Workloads W6 and W7: keyed state that is read, modified and written for every record. */
final class Counting {

    private static final int VALUE_BYTES = 100;

    private Counting() {}

    static void countPerKey(StreamExecutionEnvironment environment, long records, long keys) {
        environment
                .fromSequence(0, records - 1)
                .map(new Additions(keys, 0))
                .keyBy(addition -> addition.f0)
                .process(new Sum())
                .addSink(new SumDigest());
    }

    static void updateBytes(StreamExecutionEnvironment environment, long records, long keys, double exponent) {
        environment
                .fromSequence(0, records - 1)
                .map(new Additions(keys, exponent))
                .keyBy(addition -> addition.f0)
                .process(new SumInBytes())
                .addSink(new SumDigest());
    }

    /** A key and 1 to add to its sum, so that the sums do not depend on the order; keys are uniform, or skewed when the exponent is not 0. */
    private static final class Additions extends Generator<Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        private final long count;
        private final double exponent;
        private transient Keys keys;

        Additions(long count, double exponent) {
            this.count = count;
            this.exponent = exponent;
        }

        @Override
        public void open(OpenContext context) throws Exception {
            super.open(context);
            keys = new Keys(count, exponent);
        }

        @Override
        Tuple2<Long, Long> record(long index) {
            return Tuple2.of(keys.at(index), 1L);
        }
    }

    private static final class Sum extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Long.class));
        }

        @Override
        public void processElement(Tuple2<Long, Long> addition, Context context, Collector<Tuple2<Long, Long>> out)
                throws Exception {
            Long before = sum.value();
            long after = before == null ? addition.f1 : before + addition.f1;
            sum.update(after);
            out.collect(Tuple2.of(addition.f0, after));
        }
    }

    private static final class SumInBytes extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<byte[]> bytes;

        @Override
        public void open(OpenContext context) {
            bytes = getRuntimeContext().getState(new ValueStateDescriptor<>("bytes", byte[].class));
        }

        @Override
        public void processElement(Tuple2<Long, Long> addition, Context context, Collector<Tuple2<Long, Long>> out)
                throws Exception {
            byte[] before = bytes.value();
            byte[] after = before == null ? new byte[VALUE_BYTES] : before.clone();
            long sum = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                sum = sum << 8 | after[i] & 0xff;
            }
            sum += addition.f1;
            for (int i = 0; i < Long.BYTES; i++) {
                after[i] = (byte) (sum >>> 8 * (Long.BYTES - 1 - i));
            }
            bytes.update(after);
            out.collect(Tuple2.of(addition.f0, sum));
        }
    }

    private static final class SumDigest extends Digest<Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        long hash(Tuple2<Long, Long> sum) {
            return SplitMix.mix(sum.f0 * 0x9e3779b97f4a7c15L + sum.f1);
        }
    }
}
