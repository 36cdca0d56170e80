package dev.weft.formats.avro;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.formats.avro.typeutils.AvroMapping;
import java.io.IOException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.SeekableInput;

/** Reads Avro container files. A block belongs to the split in which the sync marker before it begins. */
final class AvroFileFormat<T> implements StreamFormat<T> {

    private static final long serialVersionUID = 1L;

    private final AvroMapping<T> mapping;
    private final TypeInformation<T> type;

    AvroFileFormat(AvroMapping<T> mapping, TypeInformation<T> type) {
        this.mapping = mapping;
        this.type = type;
    }

    @Override
    public Reader<T> createReader(Configuration config, FSDataInputStream stream, long fileLen, long splitEnd)
            throws IOException {
        long start = stream.getPos();
        if (start == 0 && splitEnd >= fileLen) {
            return new WholeFile<>(new DataFileStream<>(stream, mapping.reader(null)));
        }
        stream.seek(0);
        DataFileReader<T> blocks = new DataFileReader<>(new Input(stream, fileLen), mapping.reader(null));
        blocks.sync(start);
        return new Blocks<>(blocks, splitEnd);
    }

    @Override
    public Reader<T> restoreReader(
            Configuration config, FSDataInputStream stream, long restoredOffset, long fileLen, long splitEnd)
            throws IOException {
        stream.seek(restoredOffset);
        return createReader(config, stream, fileLen, splitEnd);
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    private record WholeFile<T>(DataFileStream<T> file) implements Reader<T> {
        @Override
        public T read() {
            return file.hasNext() ? file.next() : null;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Blocks<T>(DataFileReader<T> file, long end) implements Reader<T> {
        @Override
        public T read() throws IOException {
            return file.hasNext() && !file.pastSync(end) ? file.next() : null;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Input(FSDataInputStream stream, long length) implements SeekableInput {
        @Override
        public void seek(long position) throws IOException {
            stream.seek(position);
        }

        @Override
        public long tell() throws IOException {
            return stream.getPos();
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            return stream.read(b, offset, length);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
