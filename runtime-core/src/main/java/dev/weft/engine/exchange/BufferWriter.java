package dev.weft.engine.exchange;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.TextBytes;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;

/**
 * Serializes values directly into network buffers, continuing in the next buffer when one is full. Big-endian, as
 * {@link java.io.DataOutput} states.
 */
final class BufferWriter implements DataOutputView {

    /** Exchanges a full buffer for an empty one. */
    @FunctionalInterface
    interface Overflow {
        ByteBuffer next(ByteBuffer full) throws IOException;
    }

    private final Overflow overflow;
    private final byte[] chunk = new byte[512];
    private final RecordLimit limit;
    private ByteBuffer buffer;
    private int start;
    private long before;

    BufferWriter(Overflow overflow, ByteBuffer first, RecordLimit limit) {
        this.limit = limit;
        this.overflow = overflow;
        this.buffer = first;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    void use(ByteBuffer next) {
        buffer = next;
    }

    /** Marks the beginning of a record. */
    void beginRecord() {
        start = buffer.position();
        before = 0;
    }

    /** Marks the end of the record. */
    void endRecord() {
        long size = before + buffer.position() - start;
        if (size > limit.bytes()) {
            throw limit.exceeded(size);
        }
    }

    private void advance() throws IOException {
        before += buffer.position() - start;
        start = buffer.position();
        if (before > limit.bytes()) {
            throw limit.exceeded(before);
        }
        buffer = overflow.next(buffer);
        start = buffer.position();
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) {
            advance();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > buffer.remaining()) {
            int part = buffer.remaining();
            buffer.put(bytes, from, part);
            from += part;
            left -= part;
            advance();
        }
        buffer.put(bytes, from, left);
    }

    @Override
    public void writeBoolean(boolean v) throws IOException {
        write(v ? 1 : 0);
    }

    @Override
    public void writeByte(int v) throws IOException {
        write(v);
    }

    @Override
    public void writeShort(int v) throws IOException {
        if (buffer.remaining() >= Short.BYTES) {
            buffer.putShort((short) v);
        } else {
            write(v >>> 8);
            write(v);
        }
    }

    @Override
    public void writeChar(int v) throws IOException {
        writeShort(v);
    }

    @Override
    public void writeInt(int v) throws IOException {
        if (buffer.remaining() >= Integer.BYTES) {
            buffer.putInt(v);
        } else {
            for (int shift = 24; shift >= 0; shift -= 8) {
                write(v >>> shift);
            }
        }
    }

    @Override
    public void writeLong(long v) throws IOException {
        if (buffer.remaining() >= Long.BYTES) {
            buffer.putLong(v);
        } else {
            for (int shift = 56; shift >= 0; shift -= 8) {
                write((int) (v >>> shift));
            }
        }
    }

    @Override
    public void writeFloat(float v) throws IOException {
        writeInt(Float.floatToIntBits(v));
    }

    @Override
    public void writeDouble(double v) throws IOException {
        writeLong(Double.doubleToLongBits(v));
    }

    /** Copies in bulk, because Latin-1 strings are written by it. */
    @Override
    @SuppressWarnings("deprecation") // dropping the high bytes is what DataOutput.writeBytes is defined to do
    public void writeBytes(String s) throws IOException {
        if (TextBytes.areKnown() && TextBytes.isLatin1(s)) {
            write(TextBytes.latin1(s), 0, s.length());
            return;
        }
        for (int from = 0; from < s.length(); from += chunk.length) {
            int part = Math.min(chunk.length, s.length() - from);
            s.getBytes(from, from + part, chunk, 0);
            write(chunk, 0, part);
        }
    }

    @Override
    public void writeChars(String s) throws IOException {
        for (int i = 0; i < s.length(); i++) {
            writeChar(s.charAt(i));
        }
    }

    @Override
    public void writeUTF(String s) throws IOException {
        int length = 0;
        for (int i = 0; i < s.length(); i++) {
            length += utfLength(s.charAt(i));
        }
        if (length > 0xffff) {
            throw new UTFDataFormatException("writeUTF takes at most 65535 encoded bytes, this string has " + length);
        }
        writeShort(length);
        for (int i = 0; i < s.length(); i++) {
            writeUtf(s.charAt(i));
        }
    }

    private static int utfLength(char c) {
        if (c >= 1 && c <= 0x7f) {
            return 1;
        }
        return c <= 0x7ff ? 2 : 3;
    }

    private void writeUtf(char c) throws IOException {
        switch (utfLength(c)) {
            case 1 -> write(c);
            case 2 -> {
                write(0xc0 | c >> 6);
                write(0x80 | c & 0x3f);
            }
            default -> {
                write(0xe0 | c >> 12);
                write(0x80 | c >> 6 & 0x3f);
                write(0x80 | c & 0x3f);
            }
        }
    }

    @Override
    public void skipBytesToWrite(int n) throws IOException {
        for (int i = 0; i < n; i++) {
            write(0);
        }
    }

    @Override
    public void write(DataInputView source, int n) throws IOException {
        for (int left = n; left > 0; left -= chunk.length) {
            int part = Math.min(left, chunk.length);
            source.readFully(chunk, 0, part);
            write(chunk, 0, part);
        }
    }
}
