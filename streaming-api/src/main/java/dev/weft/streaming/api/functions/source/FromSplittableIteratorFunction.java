package dev.weft.streaming.api.functions.source;

import dev.weft.api.common.TaskInfo;
import dev.weft.configuration.Configuration;
import dev.weft.util.SplittableIterator;
import java.util.Iterator;
import java.util.Objects;

/** Emits, in each instance, a part of what an iterator gives. */
public class FromSplittableIteratorFunction<T> extends RichParallelSourceFunction<T> {
    private static final long serialVersionUID = 1L;

    private final SplittableIterator<T> all;
    private transient Iterator<T> part;
    private volatile boolean running = true;

    /** Emits, in each parallel instance, one part of what the iterator gives. */
    public FromSplittableIteratorFunction(SplittableIterator<T> iterator) {
        this.all = Objects.requireNonNull(iterator, "iterator");
    }

    @Override
    public void open(Configuration parameters) throws Exception {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        part = all.getSplit(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
    }

    @Override
    public void run(SourceContext<T> ctx) throws Exception {
        while (running && part.hasNext()) {
            ctx.collect(part.next());
        }
    }

    @Override
    public void cancel() {
        running = false;
    }
}
