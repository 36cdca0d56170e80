package dev.weft.connector.file.sink;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.api.common.serialization.Encoder;
import dev.weft.core.fs.FSDataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;

/** How elements become the bytes of a part file. */
sealed interface PartFormat<IN> extends Serializable {

    /** Begins to write behind what the file already has. */
    Content<IN> begin(FSDataOutputStream out) throws IOException;

    /** Whether a file that ends behind any element is complete, so that a restored writer can go on in it. */
    boolean canEndAnywhere();

    /** Writes the elements of one file. For one thread. */
    interface Content<IN> {

        void write(IN element) throws IOException;

        /** Writes what the file has at its end. */
        void finish() throws IOException;
    }

    /** One element behind the other. */
    record Rows<IN>(Encoder<IN> encoder) implements PartFormat<IN> {

        public Rows {
            Objects.requireNonNull(encoder, "encoder");
        }

        @Override
        public Content<IN> begin(FSDataOutputStream out) {
            Encoder<IN> encoder = this.encoder;
            return new Content<>() {
                @Override
                public void write(IN element) throws IOException {
                    encoder.encode(element, out);
                }

                @Override
                public void finish() {}
            };
        }

        @Override
        public boolean canEndAnywhere() {
            return true;
        }
    }

    /** Whole files, such as Parquet's. */
    record Bulk<IN>(BulkWriter.Factory<IN> factory) implements PartFormat<IN> {

        public Bulk {
            Objects.requireNonNull(factory, "factory");
        }

        @Override
        public Content<IN> begin(FSDataOutputStream out) throws IOException {
            BulkWriter<IN> writer = factory.create(out);
            return new Content<>() {
                @Override
                public void write(IN element) throws IOException {
                    writer.addElement(element);
                }

                @Override
                public void finish() throws IOException {
                    writer.flush();
                    writer.finish();
                }
            };
        }

        @Override
        public boolean canEndAnywhere() {
            return false;
        }
    }
}
