package dev.weft.it.programs;

import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the numbers from 0 into files of the directory that the first argument names, in two subtasks. Each holds its
 * last number back until a file exists: the one that the second argument names, on the local disk. With a third argument,
 * {@code deaf}, the first attempt of subtask 0 does not end when it is cancelled, and that of subtask 1 fails.
 */
public final class Copies {

    public static final int NUMBERS = 20_000;

    private static final int NUMBERS_OF_A_SUBTASK = NUMBERS / 2;

    private Copies() {}

    private static final class Gated extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private static final long POLL_NS = 10_000_000;

        private final String gate;
        private final boolean deaf;

        Gated(String gate, boolean deaf) {
            this.gate = gate;
            this.deaf = deaf;
        }

        @Override
        public Long map(Long number) throws IOException {
            TaskInfo task = getRuntimeContext().getTaskInfo();
            if (deaf && task.getAttemptNumber() == 0) {
                java.nio.file.Path stuck = java.nio.file.Path.of(gate + ".stuck");
                if (task.getIndexOfThisSubtask() == 0) {
                    Files.createFile(stuck);
                    ignoreEverything();
                }
                await(stuck);
                throw new IllegalStateException("the other subtask is stuck");
            }
            if (number % NUMBERS_OF_A_SUBTASK == NUMBERS_OF_A_SUBTASK - 1) {
                await(java.nio.file.Path.of(gate));
            }
            return number;
        }

        private static void await(java.nio.file.Path file) {
            while (!Files.exists(file) && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(POLL_NS);
            }
        }

        private static void ignoreEverything() {
            while (true) {
                Thread.interrupted();
                LockSupport.parkNanos(POLL_NS);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, NUMBERS - 1)
                .map(new Gated(args[1], args.length > 2))
                .sinkTo(FileSink.<Long>forRowFormat(new Path(args[0]), new SimpleStringEncoder<>())
                        .build());
        env.execute("copies");
    }
}
