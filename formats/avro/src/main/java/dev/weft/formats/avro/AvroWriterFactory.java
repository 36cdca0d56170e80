package dev.weft.formats.avro;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.core.fs.FSDataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Makes writers of Avro container files for a file sink. {@link AvroWriters} has those for the usual kinds of records.
 *
 * @param <T> the records
 */
public class AvroWriterFactory<T> implements BulkWriter.Factory<T> {

    private static final long serialVersionUID = 1L;

    private final AvroBuilder<T> builder;

    /** @param avroBuilder makes the writer of each file */
    public AvroWriterFactory(AvroBuilder<T> avroBuilder) {
        this.builder = Objects.requireNonNull(avroBuilder, "avroBuilder");
    }

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
        return new AvroBulkWriter<>(builder.createWriter(new Unclosed(out)));
    }

    /** Avro's writers close their stream at the end, which here is for the caller to do. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            out.write(b, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
