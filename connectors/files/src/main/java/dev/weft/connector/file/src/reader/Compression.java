package dev.weft.connector.file.src.reader;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The supported compression formats, recognized by file extension, case-insensitively. A file of several concatenated
 * streams is read as one. LZ4 is the frame format of the {@code lz4} command.
 */
public enum Compression {
    GZIP("gz", "gzip"),
    DEFLATE("deflate"),
    BZIP2("bz2"),
    ZSTD("zst", "zstd"),
    XZ("xz"),
    LZ4("lz4");

    private static final int BUFFER_BYTES = 64 * 1024;

    /** What one .xz file may take of the heap: eight times what the highest level of its tool asks for. */
    private static final int XZ_MEMORY_KIB = 512 << 10;

    private final List<String> extensions;

    Compression(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** The extensions of such files, in lower case, without the dot. */
    public List<String> extensions() {
        return extensions;
    }

    /** How this file is compressed; empty when its name has none of the known extensions. */
    public static Optional<Compression> of(Path path) {
        String name = path.getName().toLowerCase(Locale.ROOT);
        for (Compression compression : values()) {
            for (String extension : compression.extensions) {
                if (name.endsWith("." + extension)) {
                    return Optional.of(compression);
                }
            }
        }
        return Optional.empty();
    }

    /** All known extensions, for a message. */
    static String allExtensions() {
        return Arrays.stream(values())
                .flatMap(compression -> compression.extensions.stream())
                .map(extension -> "." + extension)
                .collect(Collectors.joining(" "));
    }

    /**
     * The decompressed bytes. The stream goes forward only; closing it closes {@code compressed}.
     *
     * @param compressed positioned at the first byte of the file
     * @throws IOException when the file does not begin as this compression does, or can't be read
     */
    public FSDataInputStream decompress(InputStream compressed) throws IOException {
        Source source = new Source(compressed);
        try {
            InputStream decompressed = switch (this) {
                case GZIP -> new GZIPInputStream(source, BUFFER_BYTES);
                case DEFLATE -> new InflaterInputStream(source);
                case BZIP2 -> new BZip2HadoopStreams().createInputStream(source);
                case ZSTD -> new ZstdInputStream(source);
                case XZ -> new XZInputStream(source, XZ_MEMORY_KIB);
                case LZ4 -> new FramedLZ4CompressorInputStream(source, true);
            };
            return new Forward(this, decompressed, source);
        } catch (IOException | RuntimeException failure) {
            throw damage(failure, source, 0);
        }
    }

    /** What a failure to decompress means: the bytes are wrong, unless it was already their source that failed. */
    private IOException damage(Exception failure, Source source, long position) {
        if (source.failed && failure instanceof IOException ofSource) {
            return ofSource;
        }
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new DamagedDataException("it is no valid " + name().toLowerCase(Locale.ROOT) + " data behind "
                + (position == 0 ? "its beginning" : "decompressed byte " + position) + " (" + reason
                + "); the file is damaged, cut short, or not compressed as its extension says");
    }

    /** The compressed bytes; remembers whether reading them has failed. */
    private static final class Source extends FilterInputStream {

        private boolean failed;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
        }
    }

    /** A stream that only goes forward, since a place in decompressed bytes has no place in the file. */
    private static final class Forward extends FSDataInputStream {

        private final Compression compression;
        private final InputStream in;
        private final Source source;
        private long position;

        Forward(Compression compression, InputStream in, Source source) {
            this.compression = compression;
            this.in = in;
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int read = in.read(bytes, offset, length);
                position += Math.max(0, read);
                return read;
            } catch (IOException | RuntimeException failure) {
                throw compression.damage(failure, source, position);
            }
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
