package dev.weft.formats.parquet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.formats.avro.testing.Clicks;
import dev.weft.formats.avro.testing.RecordFile;
import dev.weft.formats.avro.testing.Visit;
import dev.weft.formats.parquet.ParquetWriterFactory;
import java.nio.file.Files;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroParquetFilesTest {

    private static final Schema COUNT_ONLY = SchemaBuilder.record("Click")
            .namespace("dev.weft.test")
            .fields()
            .requiredLong("count")
            .endRecord();

    @TempDir
    java.nio.file.Path directory;

    private RecordFile file;

    @BeforeEach
    void nameTheFile() {
        file = RecordFile.in(directory);
    }

    @Test
    void genericRecordsAreReadAsTheyWereWritten() throws Exception {
        file.write(AvroParquetWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(100));
        assertThat(file.read(AvroParquetReaders.forGenericRecord(Clicks.SCHEMA)))
                .extracting(GenericRecord::toString)
                .containsExactlyElementsOf(
                        Clicks.clicks(100).stream().map(GenericRecord::toString).toList());
    }

    @Test
    void recordsOfAnyClassAreReadAsTheyWereWritten() throws Exception {
        List<Visit> visits = List.of(new Visit("a", 1), new Visit("b", 2));
        file.write(AvroParquetWriters.forReflectRecord(Visit.class), visits);
        assertThat(file.read(AvroParquetReaders.forReflectRecord(Visit.class))).isEqualTo(visits);
    }

    @Test
    void columnsThatTheSchemaDoesNotNameAreLeftOut() throws Exception {
        file.write(AvroParquetWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(2));
        assertThat(file.read(AvroParquetReaders.forGenericRecord(COUNT_ONLY)))
                .extracting(GenericRecord::toString)
                .containsExactly("{\"count\": 0}", "{\"count\": 1}");
    }

    @Test
    void whereverACompressedFileIsCutEachRecordIsReadOnce() throws Exception {
        ParquetWriterFactory<GenericRecord> smallGroups =
                new ParquetWriterFactory<>(out -> AvroParquetWriter.<GenericRecord>builder(out)
                        .withSchema(Clicks.SCHEMA)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withRowGroupRowCountLimit(100)
                        .build());
        file.write(smallGroups, Clicks.clicks(1000));
        StreamFormat<GenericRecord> format = AvroParquetReaders.forGenericRecord(Clicks.SCHEMA);
        assertThat(format.isSplittable()).isTrue();
        for (long cut = 1; cut < file.bytes(); cut += 97) {
            assertThat(file.readCutAt(cut, format))
                    .as("cut at " + cut)
                    .extracting(record -> record.get("count"))
                    .containsExactlyElementsOf(Clicks.clicks(1000).stream()
                            .map(click -> click.get("count"))
                            .toList());
        }
    }

    @Test
    void aFileThatIsNoParquetIsRefused() throws Exception {
        Files.writeString(java.nio.file.Path.of(file.path().toUri()), "just some text, long enough for a footer");
        assertThatThrownBy(() -> file.read(AvroParquetReaders.forGenericRecord(Clicks.SCHEMA)))
                .hasMessageContaining("is not a Parquet file");
    }
}
