package dev.weft.formats.parquet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.formats.parquet.ParquetWriterFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroParquetFilesTest {

    private static final Schema SCHEMA = SchemaBuilder.record("Click")
            .fields()
            .requiredString("page")
            .requiredLong("count")
            .endRecord();

    private static final Schema COUNT_ONLY =
            SchemaBuilder.record("Click").fields().requiredLong("count").endRecord();

    @TempDir
    java.nio.file.Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = new Path(directory.resolve("records.parquet").toUri());
    }

    @Test
    void genericRecordsAreReadAsTheyWereWritten() throws Exception {
        write(AvroParquetWriters.forGenericRecord(SCHEMA), clicks(100));
        assertThat(readWhole(AvroParquetReaders.forGenericRecord(SCHEMA)))
                .extracting(GenericRecord::toString)
                .containsExactlyElementsOf(
                        clicks(100).stream().map(GenericRecord::toString).toList());
    }

    @Test
    void recordsOfAnyClassAreReadAsTheyWereWritten() throws Exception {
        List<Visit> visits = List.of(new Visit("a", 1), new Visit("b", 2));
        write(AvroParquetWriters.forReflectRecord(Visit.class), visits);
        assertThat(readWhole(AvroParquetReaders.forReflectRecord(Visit.class))).isEqualTo(visits);
    }

    @Test
    void columnsThatTheSchemaDoesNotNameAreLeftOut() throws Exception {
        write(AvroParquetWriters.forGenericRecord(SCHEMA), clicks(2));
        assertThat(readWhole(AvroParquetReaders.forGenericRecord(COUNT_ONLY)))
                .extracting(GenericRecord::toString)
                .containsExactly("{\"count\": 0}", "{\"count\": 1}");
    }

    @Test
    void whereverACompressedFileIsCutEachRecordIsReadOnce() throws Exception {
        ParquetWriterFactory<GenericRecord> smallGroups =
                new ParquetWriterFactory<>(out -> AvroParquetWriter.<GenericRecord>builder(out)
                        .withSchema(SCHEMA)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withRowGroupRowCountLimit(100)
                        .build());
        write(smallGroups, clicks(1000));
        StreamFormat<GenericRecord> format = AvroParquetReaders.forGenericRecord(SCHEMA);
        assertThat(format.isSplittable()).isTrue();
        long bytes = file.getFileSystem().getFileStatus(file).getLen();
        for (long cut = 1; cut < bytes; cut += 97) {
            List<GenericRecord> records = read(format, 0, cut);
            records.addAll(read(format, cut, bytes));
            assertThat(records)
                    .as("cut at " + cut)
                    .extracting(record -> record.get("count"))
                    .containsExactlyElementsOf(clicks(1000).stream()
                            .map(click -> click.get("count"))
                            .toList());
        }
    }

    @Test
    void aFileThatIsNoParquetIsRefused() throws Exception {
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
            out.write("just some text, long enough for a footer".getBytes("UTF-8"));
        }
        assertThatThrownBy(() -> readWhole(AvroParquetReaders.forGenericRecord(SCHEMA)))
                .hasMessageContaining("is not a Parquet file");
    }

    private static List<GenericRecord> clicks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    GenericRecord click = new GenericData.Record(SCHEMA);
                    click.put("page", "page" + i % 7);
                    click.put("count", (long) i);
                    return click;
                })
                .toList();
    }

    private <T> void write(BulkWriter.Factory<T> format, List<T> records) throws IOException {
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
            BulkWriter<T> writer = format.create(out);
            for (T record : records) {
                writer.addElement(record);
            }
            writer.flush();
            writer.finish();
        }
    }

    private <T> List<T> readWhole(StreamFormat<T> format) throws IOException {
        return read(format, 0, file.getFileSystem().getFileStatus(file).getLen());
    }

    private <T> List<T> read(StreamFormat<T> format, long start, long end) throws IOException {
        long bytes = file.getFileSystem().getFileStatus(file).getLen();
        FSDataInputStream stream = file.getFileSystem().open(file);
        stream.seek(start);
        List<T> records = new ArrayList<>();
        try (StreamFormat.Reader<T> reader = format.createReader(new Configuration(), stream, bytes, end)) {
            for (T record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        return records;
    }

    /** A class that knows nothing of Avro. */
    public static class Visit {

        public String page;
        public long count;

        public Visit() {}

        Visit(String page, long count) {
            this.page = page;
            this.count = count;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Visit that && page.equals(that.page) && count == that.count;
        }

        @Override
        public int hashCode() {
            return Objects.hash(page, count);
        }
    }
}
