/**
 * Parquet: files of columns. {@code avro.AvroParquetWriters} and {@code avro.AvroParquetReaders} write and read records of
 * Avro's kinds; {@code ParquetWriterFactory} takes any of the library's writers. Goes into the program's jar, with Parquet's
 * libraries under their own names.
 */
package dev.weft.formats.parquet;
