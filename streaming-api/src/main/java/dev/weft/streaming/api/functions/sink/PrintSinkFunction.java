package dev.weft.streaming.api.functions.sink;

import dev.weft.api.common.SupportsConcurrentExecutionAttempts;
import dev.weft.api.common.TaskInfo;
import dev.weft.configuration.Configuration;

/**
 * Prints every element as a line on standard output or standard error of the process that runs the task.
 *
 * <p>Lines start with the sink's name when it has one and, when it runs in parallel, with the number of the instance
 * counted from 1: {@code name:2> element}.
 */
public class PrintSinkFunction<IN> extends RichSinkFunction<IN> implements SupportsConcurrentExecutionAttempts {
    private static final long serialVersionUID = 1L;

    private final PrintTarget target;
    private transient String prefix;

    public PrintSinkFunction() {
        this("", false);
    }

    /** Prints on standard error or standard output. */
    public PrintSinkFunction(boolean stdErr) {
        this("", stdErr);
    }

    /** Prints on standard error or standard output, with a name at the beginning of each line. */
    public PrintSinkFunction(String sinkIdentifier, boolean stdErr) {
        this.target = new PrintTarget(sinkIdentifier, stdErr);
    }

    @Override
    public void open(Configuration parameters) throws Exception {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        prefix = target.prefix(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
    }

    @Override
    public void invoke(IN value) {
        target.stream().println(prefix + value);
    }

    @Override
    public String toString() {
        return target.label();
    }
}
