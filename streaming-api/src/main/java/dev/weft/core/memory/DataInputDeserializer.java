package dev.weft.core.memory;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads from a range of a byte array. Reusable: {@code setBuffer} starts over on another range. One thread. */
public class DataInputDeserializer implements DataInputView, Serializable {
    private static final long serialVersionUID = 1L;

    private static final byte[] EMPTY = {};
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer = EMPTY;
    private int end;
    private int position;

    /** Reads nothing until a buffer is set. */
    public DataInputDeserializer() {}

    /** Reads the whole array, which is not copied. */
    public DataInputDeserializer(byte[] buffer) {
        this(buffer, 0, buffer.length);
    }

    /** Reads {@code len} bytes from index {@code start}; the array is not copied. */
    public DataInputDeserializer(byte[] buffer, int start, int len) {
        Objects.checkFromIndexSize(start, len, buffer.length);
        this.buffer = buffer;
        this.position = start;
        this.end = start + len;
    }

    /** Reads the buffer's remaining bytes. */
    public DataInputDeserializer(ByteBuffer buffer) {
        setRemaining(buffer);
    }

    /** Reads what remains in the buffer from now on; the buffer's own position stays. */
    public void setBuffer(ByteBuffer buffer) {
        setRemaining(buffer);
    }

    /** Reads a range of an array from now on. The array is not copied. */
    public void setBuffer(byte[] buffer, int start, int len) {
        Objects.checkFromIndexSize(start, len, buffer.length);
        this.buffer = buffer;
        this.position = start;
        this.end = start + len;
    }

    /** Reads an array from now on. The array is not copied. */
    public void setBuffer(byte[] buffer) {
        this.buffer = buffer;
        this.position = 0;
        this.end = buffer.length;
    }

    private void setRemaining(ByteBuffer source) {
        if (source.hasArray()) {
            buffer = source.array();
            position = source.arrayOffset() + source.position();
            end = position + source.remaining();
        } else {
            buffer = new byte[source.remaining()];
            source.duplicate().get(buffer);
            position = 0;
            end = buffer.length;
        }
    }

    /** Lets go of the array. */
    public void releaseArrays() {
        buffer = EMPTY;
        position = 0;
        end = 0;
    }

    /** Returns how many bytes are left. */
    public int available() {
        return end - position;
    }

    /** Returns the index in the array that is read next. */
    public int getPosition() {
        return position;
    }

    /** Moves on by {@code bytes} and returns the position before. */
    private int advance(int bytes) throws EOFException {
        int at = position;
        if (bytes > end - at) {
            throw new EOFException("Needed " + bytes + " more bytes, but only " + (end - at) + " are left");
        }
        position = at + bytes;
        return at;
    }

    @Override
    public boolean readBoolean() throws IOException {
        return buffer[advance(1)] != 0;
    }

    @Override
    public byte readByte() throws IOException {
        return buffer[advance(1)];
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return buffer[advance(1)] & 0xFF;
    }

    @Override
    public short readShort() throws IOException {
        return (short) SHORTS.get(buffer, advance(2));
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return readShort() & 0xFFFF;
    }

    @Override
    public char readChar() throws IOException {
        return (char) CHARS.get(buffer, advance(2));
    }

    @Override
    public int readInt() throws IOException {
        return (int) INTS.get(buffer, advance(4));
    }

    @Override
    public long readLong() throws IOException {
        return (long) LONGS.get(buffer, advance(8));
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public void readFully(byte[] b) throws IOException {
        readFully(b, 0, b.length);
    }

    @Override
    public void readFully(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        System.arraycopy(buffer, advance(len), b, off, len);
    }

    @Override
    public String readLatin1(int length) throws IOException {
        return new String(buffer, advance(length), length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String readLine() {
        if (position >= end) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (position < end) {
            char c = (char) (buffer[position++] & 0xFF);
            if (c == '\n') {
                break;
            }
            line.append(c);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    @Override
    public String readUTF() throws IOException {
        return DataInputStream.readUTF(this);
    }

    /** Reads a text of any length, as {@link DataOutputSerializer#writeLongUTF} wrote it. */
    public String readLongUTF() throws IOException {
        int length = readInt();
        return new String(buffer, advance(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public int skipBytes(int n) {
        int skipped = Math.max(0, Math.min(n, available()));
        position += skipped;
        return skipped;
    }

    @Override
    public void skipBytesToRead(int numBytes) throws IOException {
        advance(numBytes);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        int count = Math.min(len, available());
        if (count == 0) {
            return -1;
        }
        readFully(b, off, count);
        return count;
    }

    @Override
    public int read(byte[] b) throws IOException {
        return read(b, 0, b.length);
    }
}
