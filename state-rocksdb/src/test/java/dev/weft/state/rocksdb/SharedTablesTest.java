package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.state.rocksdb.SharedTables.Table;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedTablesTest {

    private static final Table TABLE = new Table(StoredFiles.MAIN, "000012.sst");

    private final SharedTables tables = new SharedTables();

    private record Shared(long number) implements StoredBytes {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public InputStream open(long offset) {
            return InputStream.nullInputStream();
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    @Test
    void onlySharedTablesAreNamedAgain() {
        tables.add(
                1,
                Map.of(
                        TABLE,
                        new Shared(1),
                        new Table(StoredFiles.EXPIRING, "000012.sst"),
                        new InlineBytes(new byte[3])));
        assertThat(tables.of(1)).isEqualTo(Map.of(TABLE, new Shared(1)));
        assertThat(tables.of(2)).isEmpty();
    }

    @Test
    void theBaseIsRememberedHoweverManyCheckpointsAreAbortedAfterIt() {
        tables.add(1, Map.of(TABLE, new Shared(1)));
        for (long id = 2; id < 100; id++) {
            assertThat(tables.of(1)).isEqualTo(Map.of(TABLE, new Shared(1)));
            tables.add(id, Map.of(TABLE, new Shared(id)));
        }
        assertThat(tables.of(99)).isEqualTo(Map.of(TABLE, new Shared(99)));
        assertThat(tables.of(1)).as("no base any more").isEmpty();
    }
}
