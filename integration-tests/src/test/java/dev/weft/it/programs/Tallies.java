package dev.weft.it.programs;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the numbers from 0 by key, and writes key and count of each into files of the directory that the first argument
 * names. It is slow until a file exists: the one that the second argument names, on the local disk.
 */
public final class Tallies {

    public static final int KEYS = 100;
    public static final int NUMBERS_OF_A_KEY = 1_000;

    private static final long PAUSE_NS = 1_000_000;

    private Tallies() {}

    /** Slows the source down, so that no records wait before the barriers of a checkpoint. */
    private static final class Gate implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private final String gate;
        private boolean open;

        Gate(String gate) {
            this.gate = gate;
        }

        @Override
        public Long map(Long number) {
            if (!open) {
                LockSupport.parkNanos(PAUSE_NS);
                open = Files.exists(java.nio.file.Path.of(gate));
            }
            return number;
        }
    }

    private static final class Tally extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<String> out) throws Exception {
            long next = count.value() == null ? 1 : count.value() + 1;
            count.update(next);
            out.collect(context.getCurrentKey() + " " + next);
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, (long) KEYS * NUMBERS_OF_A_KEY - 1)
                .uid("numbers")
                .map(new Gate(args[1]))
                .keyBy(number -> number % KEYS)
                .process(new Tally())
                .uid("tally")
                .sinkTo(FileSink.<String>forRowFormat(new Path(args[0]), new SimpleStringEncoder<>())
                        .build())
                .uid("files");
        env.execute("tallies");
    }
}
