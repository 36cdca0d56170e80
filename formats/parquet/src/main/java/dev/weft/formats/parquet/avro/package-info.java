/** Records of Avro's kinds in Parquet files. */
package dev.weft.formats.parquet.avro;
