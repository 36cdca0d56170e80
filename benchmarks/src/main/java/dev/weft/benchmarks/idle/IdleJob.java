package dev.weft.benchmarks.idle;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;

/** A job without work: a source that never emits and a sink, until it is cancelled. */
public final class IdleJob {

    private IdleJob() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.addSource(new Silence(), "silence", Types.LONG).rebalance().addSink(new Nowhere());
        environment.execute("idle");
    }

    private static final class Silence implements SourceFunction<Long> {
        private static final long serialVersionUID = 1L;

        private boolean canceled;

        @Override
        public synchronized void run(SourceContext<Long> context) throws InterruptedException {
            while (!canceled) {
                wait();
            }
        }

        @Override
        public synchronized void cancel() {
            canceled = true;
            notifyAll();
        }
    }

    private static final class Nowhere implements SinkFunction<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Long value, Context context) {}
    }
}
