package dev.weft.formats.parquet;

import java.io.IOException;
import java.io.Serializable;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;

/**
 * Makes the writer of each file, with the compression and the sizes that the program wants.
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface ParquetBuilder<T> extends Serializable {

    /**
     * Makes a writer.
     *
     * @param out the file, which is new
     */
    ParquetWriter<T> createWriter(OutputFile out) throws IOException;
}
