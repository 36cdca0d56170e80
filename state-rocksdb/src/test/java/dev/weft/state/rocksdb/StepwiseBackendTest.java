package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;
import java.util.Optional;

/** Snapshots are written in steps of three entries, while the task goes on; everything fits into the cache. */
class StepwiseBackendTest extends StateBackendContract {

    private final TaskThread thread = new TaskThread();
    private final StateBackendFactory backend =
            Backends.of(new Configuration(), new RocksDbBackend.Limits(1 << 14, 3), Optional.of(thread));

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
