package dev.weft.streaming.api.functions.sink;

import dev.weft.api.common.SupportsConcurrentExecutionAttempts;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import java.io.IOException;
import java.io.PrintStream;

/** Prints every element as a line, with the prefix that {@link PrintSinkFunction} describes. */
public class PrintSink<IN> implements Sink<IN>, SupportsConcurrentExecutionAttempts {
    private static final long serialVersionUID = 1L;

    private final PrintTarget target;

    public PrintSink() {
        this("", false);
    }

    /** Prints on standard error or standard output. */
    public PrintSink(boolean stdErr) {
        this("", stdErr);
    }

    /** Prints on standard output, with a name at the beginning of each line. */
    public PrintSink(String sinkIdentifier) {
        this(sinkIdentifier, false);
    }

    /** Prints on standard error or standard output, with a name at the beginning of each line. */
    public PrintSink(String sinkIdentifier, boolean stdErr) {
        this.target = new PrintTarget(sinkIdentifier, stdErr);
    }

    @Override
    public SinkWriter<IN> createWriter(Sink.InitContext context) throws IOException {
        return new Writer<>(target, context.getTaskInfo());
    }

    @Override
    public String toString() {
        return target.label();
    }

    private static final class Writer<IN> implements SinkWriter<IN> {
        private final PrintStream stream;
        private final String prefix;

        Writer(PrintTarget target, TaskInfo task) {
            this.stream = target.stream();
            this.prefix = target.prefix(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
        }

        @Override
        public void write(IN element, Context context) {
            stream.println(prefix + element);
        }

        @Override
        public void flush(boolean endOfInput) {
            stream.flush();
        }

        @Override
        public void close() {}
    }
}
