package dev.weft.connector.file.src.reader;

import dev.weft.core.fs.FSDataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits bytes into lines, in a charset in which {@code
 *
 * <p>} and {@code \r} are single bytes.
 *
 * <p>A line belongs to the split that contains its first byte. Therefore a split that does not start at the file's
 * beginning first skips the rest of the line that contains the byte before the split (only its {@code
 *
 * <p>}, if that byte is {@code \r}), and a split reads its last line to the end, beyond the split.
 */
final class LineReader implements StreamFormat.Reader<String> {

    private static final int INITIAL_BUFFER_BYTES = 64 * 1024;

    /** A line that does not fit cannot become a String either. */
    private static final int MAX_LINE_BYTES = 1 << 30;

    private final InputStream in;
    private final long splitEnd;
    private final Charset charset;

    private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
    private int position;
    private int limit;

    /** The file offset of {@code buffer[0]}. */
    private long bufferOffset;

    /** The last line ended with {@code \r}: a {@code \n} right behind it belongs to that end. */
    private boolean dropLineFeed;

    private LineReader(InputStream in, long offset, long splitEnd, Charset charset) {
        this.in = in;
        this.bufferOffset = offset;
        this.splitEnd = splitEnd;
        this.charset = charset;
    }

    /** A reader of the lines whose first byte lies between the stream's position and {@code splitEnd}. */
    static LineReader at(FSDataInputStream stream, long splitEnd, Charset charset) throws IOException {
        long start = stream.getPos();
        if (start == 0) {
            LineReader reader = new LineReader(stream, 0, splitEnd, charset);
            reader.refuseForeignFormat();
            return reader;
        }
        stream.seek(start - 1);
        LineReader reader = new LineReader(stream, start - 1, splitEnd, charset);
        reader.endOfLine();
        return reader;
    }

    private void refuseForeignFormat() throws IOException {
        fill();
        Optional<ForeignFormat> foreign = ForeignFormat.of(buffer, limit);
        if (foreign.isPresent()) {
            throw new DamagedDataException("it is " + foreign.get() + ", not text; files with the extensions "
                    + Compression.allExtensions()
                    + " are decompressed, other formats need a StreamFormat of their own");
        }
    }

    @Override
    public String read() throws IOException {
        dropLineFeedOfLastLine();
        if (bufferOffset + position >= splitEnd) {
            return null;
        }
        int length = endOfLine();
        return length < 0 ? null : new String(buffer, lineStart, length, charset);
    }

    private int lineStart;

    /** Moves behind the next line and tells its length, -1 at the end of the file; the line is at {@link #lineStart}. */
    private int endOfLine() throws IOException {
        int scan = position;
        while (true) {
            byte[] bytes = buffer;
            int end = limit;
            while (scan < end) {
                byte b = bytes[scan];
                if (b <= '\r' && (b == '\n' || b == '\r')) {
                    lineStart = position;
                    position = scan + 1;
                    dropLineFeed = b == '\r';
                    return scan - lineStart;
                }
                scan++;
            }
            int scanned = scan - position;
            if (!fill()) {
                lineStart = position;
                position = limit;
                return scanned == 0 ? -1 : scanned;
            }
            scan = position + scanned;
        }
    }

    private void dropLineFeedOfLastLine() throws IOException {
        if (dropLineFeed && (position < limit || fill())) {
            if (buffer[position] == '\n') {
                position++;
            }
            dropLineFeed = false;
        }
    }

    /** Reads more bytes behind {@link #limit}; false at the end of the file. Bytes before {@link #position} may move out. */
    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            bufferOffset += position;
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            if (limit >= MAX_LINE_BYTES) {
                throw new IOException("the line that begins at byte " + bufferOffset + " is longer than "
                        + MAX_LINE_BYTES + " bytes; is this a text file?");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
