package dev.weft.connector.file.src.reader;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** The ways in which files may be compressed, known by the extension of their name. */
public enum Compression {
    GZIP(".gz", ".gzip"),
    DEFLATE(".deflate"),
    BZIP2(".bz2"),
    ZSTD(".zst", ".zstd");

    private static final int BUFFER_BYTES = 64 * 1024;

    private final String[] extensions;

    Compression(String... extensions) {
        this.extensions = extensions;
    }

    /** How this file is compressed, empty when its name does not tell. */
    public static Optional<Compression> of(Path path) {
        String name = path.getName().toLowerCase(Locale.ROOT);
        for (Compression compression : values()) {
            for (String extension : compression.extensions) {
                if (name.endsWith(extension)) {
                    return Optional.of(compression);
                }
            }
        }
        return Optional.empty();
    }

    /** The decompressed bytes; closing them closes {@code compressed}. */
    public FSDataInputStream decompress(FSDataInputStream compressed) throws IOException {
        return new Forward(
                switch (this) {
                    case GZIP -> new GZIPInputStream(compressed, BUFFER_BYTES);
                    case DEFLATE -> new InflaterInputStream(compressed);
                    case BZIP2 -> new BZip2HadoopStreams().createInputStream(compressed);
                    case ZSTD -> new ZstdInputStream(compressed);
                });
    }

    /** A stream that only goes forward, since a place in decompressed bytes has no place in the file. */
    private static final class Forward extends FSDataInputStream {

        private final InputStream in;
        private long position;

        Forward(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            position += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long desired) throws IOException {
            if (desired < position) {
                throw new IOException("can't go back to byte " + desired + " of decompressed bytes");
            }
            in.skipNBytes(desired - position);
            position = desired;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
