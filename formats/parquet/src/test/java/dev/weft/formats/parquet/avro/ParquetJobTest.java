package dev.weft.formats.parquet.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.connector.file.sink.compactor.RecordWiseFileCompactor;
import dev.weft.connector.file.sink.compactor.StreamFormatReader;
import dev.weft.connector.file.src.FileSource;
import dev.weft.core.fs.Path;
import dev.weft.engine.testing.FailingOnce;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole programs that write Parquet files, fail after their second complete checkpoint, and are read by another program. The
 * source gives so many numbers from one complete checkpoint to the next, so that the failure hits the middle of the input.
 */
@Timeout(60)
class ParquetJobTest {

    private static final long LAST = 2_000;
    private static final int PER_CHECKPOINT = 200;

    private static final Schema SCHEMA =
            SchemaBuilder.record("Number").fields().requiredLong("value").endRecord();

    @TempDir
    java.nio.file.Path directory;

    @BeforeEach
    void reset() {
        FailingOnce.reset();
    }

    @Test
    void everyRecordIsInOneWholeFileAlthoughATaskFails() throws Exception {
        write(sink().build());
        assertThat(FailingOnce.failures()).isOne();
        assertThat(readAgain()).containsExactlyElementsOf(numbers());
        assertThat(files(name -> name.startsWith("."))).isEmpty();
    }

    @Test
    void compactedFilesHoldEveryRecordAndTheirPartsAreGone() throws Exception {
        FileSink<GenericRecord> plain = sink().build();
        write(plain);
        int uncompacted = files(name -> name.startsWith("part")).size();
        for (java.nio.file.Path file : files(name -> true)) {
            Files.delete(file);
        }
        FailingOnce.reset();

        write(sink().enableCompact(
                        FileCompactStrategy.Builder.newBuilder()
                                .enableCompactionOnCheckpoint(3)
                                .build(),
                        new RecordWiseFileCompactor<>(
                                new StreamFormatReader.Factory<>(AvroParquetReaders.forGenericRecord(SCHEMA))))
                .build());

        assertThat(FailingOnce.failures()).isOne();
        assertThat(readAgain()).containsExactlyElementsOf(numbers());
        assertThat(files(name -> name.startsWith("part"))).hasSizeLessThan(uncompacted);
        assertThat(files(name -> name.startsWith("."))).isEmpty();
    }

    private FileSink.DefaultBulkFormatBuilder<GenericRecord> sink() {
        return FileSink.forBulkFormat(new Path(directory.toUri()), AvroParquetWriters.forGenericRecord(SCHEMA))
                .withBucketAssigner(new BasePathBucketAssigner<>());
    }

    private static void write(FileSink<GenericRecord> sink) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, FailingOnce.settings());
        env.fromSource(
                        new GatedNumbers(1, LAST, PER_CHECKPOINT),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .map(new FailingOnce())
                .map(ParquetJobTest::record)
                .returns(new GenericRecordAvroTypeInfo(SCHEMA))
                .rebalance()
                .sinkTo(sink);
        env.execute();
    }

    private List<Long> readAgain() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, new Configuration());
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        FileSource<GenericRecord> source = FileSource.forRecordStreamFormat(
                        AvroParquetReaders.forGenericRecord(SCHEMA), new Path(directory.toUri()))
                .build();
        List<GenericRecord> records = env.fromSource(source, WatermarkStrategy.noWatermarks(), "files")
                .executeAndCollect(2 * (int) LAST);
        return records.stream()
                .map(record -> (Long) record.get("value"))
                .sorted()
                .toList();
    }

    private static List<Long> numbers() {
        return LongStream.rangeClosed(1, LAST).boxed().toList();
    }

    private List<java.nio.file.Path> files(java.util.function.Predicate<String> names) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> names.test(file.getFileName().toString()))
                    .toList();
        }
    }

    private static GenericRecord record(Long number) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("value", number);
        return record;
    }
}
