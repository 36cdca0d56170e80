package dev.weft.benchmarks.jobs;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.source.RichSourceFunction;
import dev.weft.util.Collector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Workloads W10 to W12: 100 random bytes for each of many keys. One source makes every key once, then keys at random until a
 * file called {@code end} is in the directory of the marks; sink and source report to files there ({@link Marks}). Everything
 * is checkpointed, so that records and checksum tell of each record that was lost or counted twice.
 */
public final class LargeState {

    static final int VALUE_BYTES = 100;

    private LargeState() {}

    /**
     * @param keys how many
     * @param perSecond records a second after the first of each key; 0: as many as can be
     * @param slowUs how long the sink takes for each of these
     * @param marks directory on this machine
     */
    static void change(StreamExecutionEnvironment environment, long keys, long perSecond, long slowUs, String marks) {
        environment
                .addSource(new Source(keys, perSecond, marks))
                .setParallelism(1)
                .uid("source")
                .keyBy(addition -> addition.f0)
                .process(new Change())
                .uid("state")
                .addSink(new Witness(slowUs, marks))
                .uid("witness");
    }

    /** The key of a record: all keys in turn, then at random. */
    public static long key(long index, long keys) {
        return index < keys ? index : SplitMix.below(SplitMix.at(index), keys);
    }

    /** What a key contributes to the checksum when it has been counted so often. */
    public static long hash(long key, long count) {
        return SplitMix.mix(key * 0x9e3779b97f4a7c15L + count);
    }

    private static final class Source extends RichSourceFunction<Tuple2<Long, Long>> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private static final int BATCH = 64;
        private static final long NAP_NS = 500_000;
        private static final long MS_PER_MARK = 100;

        private final long keys;
        private final long perSecond;
        private final String directory;
        private transient ListState<Long> stored;
        private long index;
        private volatile boolean canceled;

        Source(long keys, long perSecond, String directory) {
            this.keys = keys;
            this.perSecond = perSecond;
            this.directory = directory;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            stored = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("index", Long.class));
            for (long restored : stored.get()) {
                index = restored;
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            stored.update(List.of(index));
        }

        @Override
        public void run(SourceContext<Tuple2<Long, Long>> context) throws Exception {
            Path end = Path.of(directory, Marks.END);
            long pacedFrom = index;
            long pacedFromNs = System.nanoTime();
            long markedMs = 0;
            try (Marks marks = new Marks(directory, Marks.SOURCE, 0)) {
                while (!canceled) {
                    long nowMs = System.currentTimeMillis();
                    if (nowMs - markedMs >= MS_PER_MARK) {
                        markedMs = nowMs;
                        marks.progress(index, 0);
                        if (Files.exists(end)) {
                            break;
                        }
                    }
                    if (index < keys) {
                        pacedFrom = keys;
                        pacedFromNs = System.nanoTime();
                    } else if (perSecond > 0 && index - pacedFrom >= dueSince(pacedFromNs)) {
                        LockSupport.parkNanos(NAP_NS);
                        continue;
                    }
                    synchronized (context.getCheckpointLock()) {
                        for (int i = 0; i < BATCH; i++) {
                            context.collect(Tuple2.of(key(index, keys), 1L));
                            index++;
                        }
                    }
                }
                if (!canceled) {
                    marks.end(index, 0);
                }
            }
        }

        private double dueSince(long fromNs) {
            return (System.nanoTime() - fromNs) / 1e9 * perSecond;
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    /** Counts a key in the first eight bytes of its value; the others are random, so that they cannot be compressed. */
    private static final class Change extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Long>> {
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
            long count = (before == null ? 0 : number(before)) + addition.f1;
            bytes.update(value(addition.f0, count));
            out.collect(Tuple2.of(addition.f0, count));
        }

        private static byte[] value(long key, long count) {
            byte[] value = new byte[VALUE_BYTES];
            put(value, 0, count);
            long random = hash(key, count);
            for (int i = Long.BYTES; i <= VALUE_BYTES - Long.BYTES; i += Long.BYTES) {
                random = SplitMix.at(random);
                put(value, i, random);
            }
            return value;
        }

        private static long number(byte[] value) {
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                number = number << 8 | value[i] & 0xff;
            }
            return number;
        }

        private static void put(byte[] value, int at, long number) {
            for (int i = 0; i < Long.BYTES; i++) {
                value[at + i] = (byte) (number >>> 8 * (Long.BYTES - 1 - i));
            }
        }
    }
}
