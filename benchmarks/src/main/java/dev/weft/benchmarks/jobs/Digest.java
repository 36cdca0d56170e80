package dev.weft.benchmarks.jobs;

import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.accumulators.LongMaximum;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.streaming.api.functions.sink.RichSinkFunction;

/** Sink that counts records and sums their hashes, and records the time of its end and how many checkpoints were complete. */
abstract class Digest<T> extends RichSinkFunction<T> implements CheckpointListener {

    static final String COUNT = "count";
    static final String CHECKSUM = "checksum";
    static final String ENDED = "ended";
    static final String CHECKPOINTS = "checkpoints";

    private static final long serialVersionUID = 1L;

    private transient long count;
    private transient long checksum;
    private transient long checkpoints;
    private transient LongCounter countTotal;
    private transient LongCounter checksumTotal;
    private transient LongMaximum ended;
    private transient LongMaximum mostCheckpoints;

    @Override
    public void open(OpenContext context) throws Exception {
        countTotal = new LongCounter();
        checksumTotal = new LongCounter();
        ended = new LongMaximum();
        getRuntimeContext().addAccumulator(COUNT, countTotal);
        getRuntimeContext().addAccumulator(CHECKSUM, checksumTotal);
        getRuntimeContext().addAccumulator(ENDED, ended);
        mostCheckpoints = new LongMaximum();
        getRuntimeContext().addAccumulator(CHECKPOINTS, mostCheckpoints);
        checkpoints = 0;
        count = 0;
        checksum = 0;
    }

    @Override
    public final void invoke(T value, Context context) {
        count++;
        checksum += hash(value);
    }

    @Override
    public final void notifyCheckpointComplete(long checkpointId) {
        checkpoints++;
    }

    @Override
    public void finish() {
        mostCheckpoints.add(checkpoints);
        countTotal.add(count);
        checksumTotal.add(checksum);
        ended.add(System.currentTimeMillis());
    }

    /** A hash in which every field that matters takes part. */
    abstract long hash(T value);
}
