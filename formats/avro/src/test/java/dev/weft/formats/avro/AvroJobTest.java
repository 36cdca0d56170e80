package dev.weft.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.connector.file.src.FileSource;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.formats.avro.testing.Clicks;
import dev.weft.formats.avro.typeutils.AvroTypeInfo;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.StreamingFileSink;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole programs whose streams, keys, state and files are Avro's records. */
@Timeout(60)
class AvroJobTest {

    @TempDir
    java.nio.file.Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void recordsGoThroughChannelsStateAndFiles(String backend) throws Exception {
        StreamExecutionEnvironment env = environment(backend);
        env.fromData(
                        new GenericRecordAvroTypeInfo(Clicks.SCHEMA),
                        Clicks.clicks(700).toArray(GenericRecord[]::new))
                .keyBy(page())
                .reduce(AvroJobTest::sum)
                .map(click -> new Purchase(click.get("page").toString(), ((Long) click.get("count")).intValue()))
                .returns(new AvroTypeInfo<>(Purchase.class))
                .rebalance()
                .sinkTo(FileSink.forBulkFormat(
                                new Path(directory.toUri()), AvroWriters.forSpecificRecord(Purchase.class))
                        .build());
        env.execute();

        List<Purchase> sums = read(backend, "");
        assertThat(sums).hasSize(7);
        assertThat(sums.stream().mapToInt(Purchase::price).sum()).isEqualTo(699 * 700 / 2);
    }

    /** StreamingFileSink runs as a FileSink. */
    @Test
    @SuppressWarnings("deprecation")
    void theOlderSinkWritesWholeFilesIntoBucketsThatAreNamedByNumbers() throws Exception {
        StreamExecutionEnvironment env = environment("hashmap");
        env.fromData(
                        new AvroTypeInfo<>(Purchase.class),
                        new Purchase("tea", 3),
                        new Purchase("cup", 5),
                        new Purchase("pot", 5))
                .addSink(StreamingFileSink.forBulkFormat(
                                new Path(directory.toUri()), AvroWriters.forSpecificRecord(Purchase.class))
                        .withNewBucketAssigner(new ByPrice())
                        .build());
        env.execute();

        assertThat(read("hashmap", "3")).containsExactly(new Purchase("tea", 3));
        assertThat(read("hashmap", "5")).containsExactlyInAnyOrder(new Purchase("cup", 5), new Purchase("pot", 5));
    }

    private static final class ByPrice implements BucketAssigner<Purchase, Integer> {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer getBucketId(Purchase purchase, Context context) {
            return purchase.price();
        }

        @Override
        public SimpleVersionedSerializer<Integer> getSerializer() {
            return new SimpleVersionedSerializer<>() {
                @Override
                public int getVersion() {
                    return 1;
                }

                @Override
                public byte[] serialize(Integer bucket) {
                    return ByteBuffer.allocate(Integer.BYTES).putInt(bucket).array();
                }

                @Override
                public Integer deserialize(int version, byte[] bytes) {
                    return ByteBuffer.wrap(bytes).getInt();
                }
            };
        }
    }

    private List<Purchase> read(String backend, String bucket) throws Exception {
        FileSource<Purchase> files = FileSource.forRecordStreamFormat(
                        AvroReaders.forSpecificRecord(Purchase.class),
                        new Path(directory.resolve(bucket).toUri()))
                .build();
        return environment(backend)
                .fromSource(files, WatermarkStrategy.noWatermarks(), "files")
                .executeAndCollect(100);
    }

    private static StreamExecutionEnvironment environment(String backend) {
        Configuration settings = new Configuration();
        settings.setString("state.backend.type", backend);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return env;
    }

    private static KeySelector<GenericRecord, String> page() {
        return click -> click.get("page").toString();
    }

    private static GenericRecord sum(GenericRecord one, GenericRecord other) {
        return Clicks.click(one.get("page").toString(), (Long) one.get("count") + (Long) other.get("count"));
    }
}
