package dev.weft.formats.avro;

/** Settings of messages in Avro. */
public final class AvroFormatOptions {

    private AvroFormatOptions() {}

    /** How a record becomes the bytes of a message. */
    public enum AvroEncoding {
        /** The compact one, without names. */
        BINARY,
        /** As JSON text. */
        JSON
    }
}
