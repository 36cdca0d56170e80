package dev.weft.benchmarks.jobs;

import dev.weft.api.common.accumulators.ListAccumulator;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;

/**
 * Generates a record from its index. Records the progress in an accumulator per subtask, as pairs of wall-clock time
 * and number of records. As the queues behind it are short, that is the progress of the job.
 */
abstract class Generator<T> extends RichMapFunction<Long, T> {

    static final String PROGRESS = "progress-";

    private static final long serialVersionUID = 1L;
    private static final int RECORDS_PER_LOOK = 1 << 12;
    private static final long MS_PER_NOTE = 200;

    private transient ListAccumulator<Long> progress;
    private transient long made;
    private transient long notedMs;

    @Override
    public void open(OpenContext context) throws Exception {
        progress = new ListAccumulator<>();
        getRuntimeContext()
                .addAccumulator(PROGRESS + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), progress);
        made = 0;
        notedMs = 0;
        note();
    }

    @Override
    public final T map(Long index) {
        if ((++made & RECORDS_PER_LOOK - 1) == 0) {
            note();
        }
        return record(index);
    }

    abstract T record(long index);

    private void note() {
        long nowMs = System.currentTimeMillis();
        if (nowMs - notedMs >= MS_PER_NOTE) {
            notedMs = nowMs;
            progress.add(nowMs);
            progress.add(made);
        }
    }
}
