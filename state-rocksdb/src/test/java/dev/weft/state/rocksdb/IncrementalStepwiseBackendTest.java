package dev.weft.state.rocksdb;

import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;
import java.util.Optional;

/** Incremental snapshots in steps, with room for some entries. */
class IncrementalStepwiseBackendTest extends StateBackendContract {

    private final TaskThread thread = new TaskThread();
    private final StateBackendFactory backend = new Incremental(Backends.of(
            Incremental.settings().set(RocksDbOptions.OBJECT_CACHE, MemorySize.parse("64kb")),
            new RocksDbBackend.Limits(100, 3),
            Optional.of(thread)));

    @Override
    protected StateBackendFactory backend() {
        return backend;
    }

    @Override
    protected void betweenSteps() {
        thread.runPending();
    }

    @Override
    protected int steps() {
        return 3000;
    }
}
