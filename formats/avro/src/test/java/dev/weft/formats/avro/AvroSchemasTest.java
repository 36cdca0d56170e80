package dev.weft.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.formats.avro.AvroFormatOptions.AvroEncoding;
import dev.weft.formats.avro.testing.Clicks;
import dev.weft.formats.avro.testing.Visit;
import dev.weft.formats.avro.typeutils.AvroTypeInfo;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroSchemasTest {

    @ParameterizedTest
    @EnumSource
    void genericRecordsComeBackFromMessages(AvroEncoding encoding) throws Exception {
        AvroSerializationSchema<GenericRecord> writing =
                copy(AvroSerializationSchema.forGeneric(Clicks.SCHEMA, encoding));
        AvroDeserializationSchema<GenericRecord> reading =
                copy(AvroDeserializationSchema.forGeneric(Clicks.SCHEMA, encoding));
        for (GenericRecord click : Clicks.clicks(3)) {
            assertThat(reading.deserialize(writing.serialize(click))).hasToString(click.toString());
        }
        assertThat(reading.getProducedType()).isEqualTo(new GenericRecordAvroTypeInfo(Clicks.SCHEMA));
    }

    @ParameterizedTest
    @EnumSource
    void recordsOfGeneratedClassesComeBackFromMessages(AvroEncoding encoding) throws Exception {
        AvroSerializationSchema<Purchase> writing = AvroSerializationSchema.forSpecific(Purchase.class, encoding);
        AvroDeserializationSchema<Purchase> reading = AvroDeserializationSchema.forSpecific(Purchase.class, encoding);
        assertThat(reading.deserialize(writing.serialize(new Purchase("tea", 3))))
                .isEqualTo(new Purchase("tea", 3));
        assertThat(reading.getProducedType()).isEqualTo(new AvroTypeInfo<>(Purchase.class));
    }

    @Test
    void jsonIsText() {
        byte[] message = AvroSerializationSchema.forSpecific(Purchase.class, AvroEncoding.JSON)
                .serialize(new Purchase("tea", 3));
        assertThat(new String(message, StandardCharsets.UTF_8)).isEqualTo("{\"item\":\"tea\",\"price\":3}");
    }

    @Test
    void aNullMessageIsNoRecord() throws Exception {
        assertThat(AvroDeserializationSchema.forGeneric(Clicks.SCHEMA).deserialize(null))
                .isNull();
        assertThat(AvroSerializationSchema.forGeneric(Clicks.SCHEMA).serialize(null))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsNoRecordIsReportedWithItsLengthAndTheSchema(AvroEncoding encoding) {
        assertThatThrownBy(() -> AvroDeserializationSchema.forGeneric(Clicks.SCHEMA, encoding)
                        .deserialize(new byte[] {-1, -1, -1, -1, 3}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a message of 5 bytes is no record of the schema dev.weft.test.Click");
    }

    @Test
    void aClassThatAvroHasNotGeneratedIsRefusedAsSuch() {
        assertThatThrownBy(() -> dev.weft.formats.avro.typeutils.AvroMapping.specific(Visit.class))
                .hasMessageContaining("Visit is no class that Avro has generated");
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
