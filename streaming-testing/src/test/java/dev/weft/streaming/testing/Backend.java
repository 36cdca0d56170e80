package dev.weft.streaming.testing;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The state backends that every operator is tested on. */
enum Backend {
    HASHMAP("hashmap", 70),
    /** With next to no cache of objects, so that state is written and read all the time. */
    ROCKSDB("rocksdb", 36);

    /** In memory where there is such a place: a store that is opened writes to its disk a dozen times. */
    private static final Path FAST = Path.of("/dev/shm");

    private final String type;
    private final int steps;

    Backend(String type, int steps) {
        this.type = type;
        this.steps = steps;
    }

    Configuration configuration() {
        Configuration configuration = new Configuration().set(StateBackendOptions.STATE_BACKEND, type);
        if (this == ROCKSDB) {
            configuration.setString("state.backend.rocksdb.object-cache.size", "0 b");
            configuration.setString("state.backend.rocksdb.memory.fixed-per-slot", "4 mb");
            if (Files.isWritable(FAST)) {
                configuration.setString("state.backend.rocksdb.localdir", FAST.toString());
            }
        }
        return configuration;
    }

    /** Number of steps of a restart test: opening a RocksDB store takes some milliseconds. */
    int steps() {
        return steps;
    }

    /** Runs a tester with all restart schedules, or with a few where restoring is slow. */
    <IN, OUT> List<Emitted<OUT>> run(OperatorRestartTester<IN, OUT> tester, List<Step<IN>> its, long seed)
            throws Exception {
        return this == ROCKSDB ? tester.verifyFewSchedules(its, seed) : tester.verify(its, seed);
    }

    /** The same for an operator with two inputs. */
    <IN1, IN2, OUT> List<Emitted<OUT>> run(
            TwoInputRestartTester<IN1, IN2, OUT> tester, List<TwoInputStep<IN1, IN2>> its, long seed) throws Exception {
        return this == ROCKSDB ? tester.verifyFewSchedules(its, seed) : tester.verify(its, seed);
    }
}
