package dev.weft.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.formats.avro.testing.Clicks;
import dev.weft.formats.avro.testing.RecordFile;
import dev.weft.formats.avro.testing.Visit;
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

    private RecordFile file;

    @BeforeEach
    void nameTheFile() {
        file = RecordFile.in(directory);
    }

    @Test
    void genericRecordsAreReadAsTheyWereWritten() throws Exception {
        file.write(AvroWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(100));
        assertThat(file.read(AvroReaders.forGenericRecord(Clicks.SCHEMA)))
                .hasSize(100)
                .extracting(GenericRecord::toString)
                .containsExactlyElementsOf(
                        Clicks.clicks(100).stream().map(GenericRecord::toString).toList());
    }

    @Test
    void recordsOfGeneratedClassesAreReadAsTheyWereWritten() throws Exception {
        List<Purchase> purchases = List.of(new Purchase("tea", 3), new Purchase("cup", 5));
        file.write(AvroWriters.forSpecificRecord(Purchase.class), purchases);
        assertThat(file.read(AvroReaders.forSpecificRecord(Purchase.class))).isEqualTo(purchases);
    }

    @Test
    void recordsOfAnyClassAreReadAsTheyWereWritten() throws Exception {
        List<Visit> visits = List.of(new Visit("a", 1), new Visit("b", 2));
        file.write(AvroWriters.forReflectRecord(Visit.class), visits);
        assertThat(file.read(AvroReaders.forReflectRecord(Visit.class))).isEqualTo(visits);
    }

    @Test
    void aFileOfAnOlderSchemaIsReadWithTheDefaultsOfTheNewerOne() throws Exception {
        file.write(AvroWriters.forGenericRecord(Clicks.SCHEMA), Clicks.clicks(1));
        assertThat(file.read(AvroReaders.forGenericRecord(Clicks.NEWER)))
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
        file.write(smallBlocks, Clicks.clicks(200));
        StreamFormat<GenericRecord> format = AvroReaders.forGenericRecord(Clicks.SCHEMA);
        assertThat(format.isSplittable()).isTrue();
        for (long cut = 1; cut < file.bytes(); cut += 13) {
            assertThat(file.readCutAt(cut, format))
                    .as("cut at " + cut)
                    .extracting(record -> record.get("count"))
                    .containsExactlyElementsOf(Clicks.clicks(200).stream()
                            .map(click -> click.get("count"))
                            .toList());
        }
    }
}
