/**
 * Avro: files ({@code AvroWriters}, {@code AvroReaders}), messages ({@code AvroSerializationSchema}, {@code
 * AvroDeserializationSchema}), and the types of such records in streams and state ({@code typeutils}). Goes into the program's
 * jar, with Avro's library under its own name.
 */
package dev.weft.formats.avro;
