package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class BatchTest {

    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBatchHasTheBytesThatRocksDbGivesTheSameWrites() throws RocksDBException {
        NativeLibrary.load(List.of(directory));
        List<String> keys = List.of("", "k", "k".repeat(127), "k".repeat(128), "k".repeat(20_000));
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, directory.resolve("db").toString());
                ColumnFamilyOptions columnOptions = new ColumnFamilyOptions();
                ColumnFamilyHandle column =
                        db.createColumnFamily(new ColumnFamilyDescriptor(bytes("column"), columnOptions));
                WriteBatch theirs = new WriteBatch()) {
            Batch ours = new Batch();
            byte[] value = bytes("a value");
            for (String text : keys) {
                byte[] key = bytes(text);
                theirs.put(column, key, value);
                ours.put(column.getID(), key, key.length, value, value.length);
                theirs.merge(column, key, value);
                ours.merge(column.getID(), key, key.length, value, value.length);
                theirs.delete(column, key);
                ours.delete(column.getID(), key, key.length);
                theirs.deleteRange(column, key, value);
                ours.deleteRange(column.getID(), key, key.length, value, value.length);
            }
            assertThat(ours.toBytes()).isEqualTo(theirs.data());
            assertThat(ours.count()).isEqualTo(theirs.count());

            ours.clear();
            assertThat(ours.toBytes()).isEqualTo(new byte[12]);
        }
    }
}
