package dev.weft.formats.parquet.avro;

import dev.weft.core.fs.FSDataInputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A stream as the library's file; for one reader, since all that it opens is this stream. */
final class StreamInputFile implements InputFile {

    private final FSDataInputStream stream;
    private final long bytes;

    StreamInputFile(FSDataInputStream stream, long bytes) {
        this.stream = stream;
        this.bytes = bytes;
    }

    @Override
    public long getLength() {
        return bytes;
    }

    @Override
    public SeekableInputStream newStream() {
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void seek(long position) throws IOException {
                stream.seek(position);
            }
        };
    }
}
