package dev.weft.it.programs;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.util.concurrent.locks.LockSupport;

/** Counts slowly, for ever. */
public final class Endless {

    private Endless() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .map(number -> {
                    LockSupport.parkNanos(10_000_000);
                    return number % 10;
                })
                .returns(Long.class)
                .keyBy(number -> number)
                .sum(0)
                .addSink(new Nowhere());
        env.execute("endless");
    }

    private static final class Nowhere implements SinkFunction<Long> {
        @Override
        public void invoke(Long value, Context context) {}
    }
}
