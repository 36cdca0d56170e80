package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ExpiryContract;
import org.junit.jupiter.api.AfterEach;

/** State with a time to live in snapshots of files. */
class IncrementalExpiryTest extends ExpiryContract {

    private final Incremental backend = new Incremental(Backends.of(Incremental.settings()));

    @Override
    protected StateBackendFactory backend() {
        return backend;
    }

    @AfterEach
    void filesWereWritten() {
        assertThat(backend.formats()).doesNotContainKey("portable");
    }
}
