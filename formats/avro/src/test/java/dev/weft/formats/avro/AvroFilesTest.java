package dev.weft.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroFilesTest {

    @TempDir
    java.nio.file.Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = new Path(directory.resolve("records.avro").toUri());
    }

    @Test
    void genericRecordsAreReadAsTheyWereWritten() throws Exception {
        write(AvroWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(100));
        assertThat(read(AvroReaders.forGenericRecord(Clicks.SCHEMA), 0, Long.MAX_VALUE))
                .hasSize(100)
                .extracting(GenericRecord::toString)
                .containsExactlyElementsOf(
                        Clicks.clicks(100).stream().map(GenericRecord::toString).toList());
    }

    @Test
    void recordsOfGeneratedClassesAreReadAsTheyWereWritten() throws Exception {
        List<Purchase> purchases = List.of(new Purchase("tea", 3), new Purchase("cup", 5));
        write(AvroWriters.forSpecificRecord(Purchase.class), purchases);
        assertThat(read(AvroReaders.forSpecificRecord(Purchase.class), 0, Long.MAX_VALUE))
                .isEqualTo(purchases);
    }

    @Test
    void recordsOfAnyClassAreReadAsTheyWereWritten() throws Exception {
        List<Visit> visits = List.of(new Visit("a", 1), new Visit("b", 2));
        write(AvroWriters.forReflectRecord(Visit.class), visits);
        assertThat(read(AvroReaders.forReflectRecord(Visit.class), 0, Long.MAX_VALUE))
                .isEqualTo(visits);
    }

    @Test
    void aFileOfAnOlderSchemaIsReadWithTheDefaultsOfTheNewerOne() throws Exception {
        write(AvroWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(1));
        assertThat(read(AvroReaders.forGenericRecord(Clicks.NEWER), 0, Long.MAX_VALUE))
                .singleElement()
                .satisfies(record -> assertThat(record.get("country")).hasToString("none"));
    }

    @Test
    void whereverAFileIsCutEachRecordIsReadOnce() throws Exception {
        AvroWriterFactory<GenericRecord> smallBlocks = new AvroWriterFactory<>(
                out -> new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(Clicks.SCHEMA))
                        .setCodec(CodecFactory.deflateCodec(1))
                        .setSyncInterval(64)
                        .create(Clicks.SCHEMA, out));
        write(smallBlocks, Clicks.clicks(200));
        StreamFormat<GenericRecord> format = AvroReaders.forGenericRecord(Clicks.SCHEMA);
        assertThat(format.isSplittable()).isTrue();
        long bytes = file.getFileSystem().getFileStatus(file).getLen();
        for (long cut = 1; cut < bytes; cut += 13) {
            List<GenericRecord> records = read(format, 0, cut);
            records.addAll(read(format, cut, bytes));
            assertThat(records)
                    .as("cut at " + cut)
                    .extracting(record -> record.get("count"))
                    .containsExactlyElementsOf(Clicks.clicks(200).stream()
                            .map(click -> click.get("count"))
                            .toList());
        }
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

    private <T> List<T> read(StreamFormat<T> format, long start, long end) throws IOException {
        long bytes = file.getFileSystem().getFileStatus(file).getLen();
        var stream = file.getFileSystem().open(file);
        stream.seek(start);
        List<T> records = new ArrayList<>();
        try (StreamFormat.Reader<T> reader = format.createReader(new Configuration(), stream, bytes, end)) {
            for (T record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        return records;
    }
}
