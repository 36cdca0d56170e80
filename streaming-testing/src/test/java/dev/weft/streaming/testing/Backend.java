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

    /** How many steps a trial takes: a store takes some milliseconds to be opened. */
    int steps() {
        return steps;
    }

    /** Runs a trial in all ways, or in a few where restoring takes long. */
    <IN, OUT> List<Emitted<OUT>> run(OperatorTrial<IN, OUT> trial, List<Step<IN>> its, long seed) throws Exception {
        return this == ROCKSDB ? trial.withstandsSome(its, seed) : trial.withstands(its, seed);
    }

    /** As the other, of two inputs. */
    <IN1, IN2, OUT> List<Emitted<OUT>> run(
            TwoInputTrial<IN1, IN2, OUT> trial, List<TwoInputStep<IN1, IN2>> its, long seed) throws Exception {
        return this == ROCKSDB ? trial.withstandsSome(its, seed) : trial.withstands(its, seed);
    }
}
