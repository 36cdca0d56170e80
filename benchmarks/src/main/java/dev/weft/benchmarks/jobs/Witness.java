package dev.weft.benchmarks.jobs;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.sink.RichSinkFunction;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sink of the workloads with much state: counts records and sums their hashes in its own state, notes when records come,
 * and keeps a histogram of the gaps between them, which are how long its thread was stopped, for whatever reason, as long as there is
 * enough to do.
 */
final class Witness extends RichSinkFunction<Tuple2<Long, Long>> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final long NS_PER_MARK = 10_000_000;
    /** Sleeping is too coarse for one record. */
    private static final int RECORDS_PER_NAP = 20;

    private static final long SHORTEST_GAP_NS = 1_000_000;

    private final long slowUs;
    private final String directory;
    private long count;
    private long checksum;
    private transient ListState<Tuple2<Long, Long>> stored;
    private transient Marks marks;
    private transient boolean seen;
    private transient long lastNs;
    private transient long markedNs;

    Witness(long slowUs, String directory) {
        this.slowUs = slowUs;
        this.directory = directory;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        stored = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("witness", Types.TUPLE(Types.LONG, Types.LONG)));
        for (Tuple2<Long, Long> part : stored.get()) {
            count += part.f0;
            checksum += part.f1;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        stored.update(List.of(Tuple2.of(count, checksum)));
    }

    @Override
    public void open(OpenContext context) throws Exception {
        marks = new Marks(
                directory, Marks.SINK, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public void invoke(Tuple2<Long, Long> sum, Context context) throws Exception {
        count++;
        checksum += LargeState.hash(sum.f0, sum.f1);
        long nowNs = System.nanoTime();
        boolean first = !seen;
        seen = true;
        if (!first && sum.f1 > 1 && nowNs - lastNs > SHORTEST_GAP_NS) {
            marks.gap(nowNs - lastNs);
        }
        if (first || nowNs - markedNs > NS_PER_MARK) {
            markedNs = nowNs;
            marks.progress(count, checksum);
        }
        lastNs = nowNs;
        if (slowUs > 0 && sum.f1 > 1 && count % RECORDS_PER_NAP == 0) {
            LockSupport.parkNanos(slowUs * RECORDS_PER_NAP * 1000);
            lastNs = System.nanoTime();
        }
    }

    @Override
    public void finish() throws Exception {
        marks.end(count, checksum);
    }

    @Override
    public void close() throws Exception {
        if (marks != null) {
            marks.close();
        }
    }
}
