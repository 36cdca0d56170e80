package dev.weft.core.memory;

import dev.weft.annotation.Internal;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Writes into a byte array that grows on demand, up to 2 GB. Reusable after {@link #clear()}. One thread. */
public class DataOutputSerializer implements DataOutputView {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private byte[] buffer;
    private int position;
    private boolean canonical;

    /** Starts with an array of {@code startSize} bytes, at least 1. */
    public DataOutputSerializer(int startSize) {
        if (startSize < 1) {
            throw new IllegalArgumentException("The start size is " + startSize + " bytes; it must be at least 1");
        }
        buffer = new byte[startSize];
    }

    /** Returns the written bytes as a view on the array that is written on. */
    public ByteBuffer wrapAsByteBuffer() {
        return ByteBuffer.wrap(buffer, 0, position);
    }

    /** Returns the whole array that is written on, with {@link #length()} written bytes in it. */
    public byte[] getByteArray() {
        return buffer;
    }

    /** Returns the whole array that is written on, with {@link #length()} written bytes in it. */
    public byte[] getSharedBuffer() {
        return buffer;
    }

    /** Returns a copy of the written bytes. */
    public byte[] getCopyOfBuffer() {
        return Arrays.copyOf(buffer, position);
    }

    /** Starts over at the front of the same array. */
    public void clear() {
        position = 0;
    }

    /**
     * Chooses whether equal values must be written as equal bytes from now on, as keys must that are found by their bytes:
     * sets and maps in an order of their own, objects that are referred to twice once for each reference.
     */
    @Internal
    public void setCanonical(boolean canonical) {
        this.canonical = canonical;
    }

    /** Whether a serializer must write equal values as equal bytes, see {@link #setCanonical}. */
    @Internal
    public static boolean isCanonical(DataOutputView target) {
        return target instanceof DataOutputSerializer output && output.canonical;
    }

    /** Returns how many bytes have been written. */
    public int length() {
        return position;
    }

    @Override
    public String toString() {
        return "DataOutputSerializer(" + position + " of " + buffer.length + " bytes)";
    }

    /** Makes room for {@code bytes}, moves on by them and returns the position before. */
    private int advance(int bytes) throws IOException {
        int at = position;
        if (bytes > buffer.length - at) {
            grow(bytes);
        }
        position = at + bytes;
        return at;
    }

    private void grow(int bytes) throws IOException {
        if (bytes < 0 || bytes > MAX_BYTES - position) {
            throw new IOException(
                    "A serialized value exceeds 2 GB: " + position + " bytes are written and " + bytes + " more come");
        }
        long doubled = Math.max(2L * buffer.length, (long) position + bytes);
        buffer = Arrays.copyOf(buffer, (int) Math.min(doubled, MAX_BYTES));
    }

    @Override
    public void write(int b) throws IOException {
        int at = advance(1);
        buffer[at] = (byte) b;
    }

    @Override
    public void write(byte[] b) throws IOException {
        write(b, 0, b.length);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int at = advance(len);
        System.arraycopy(b, off, buffer, at, len);
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
        int at = advance(2);
        SHORTS.set(buffer, at, (short) v);
    }

    @Override
    public void writeChar(int v) throws IOException {
        writeShort(v);
    }

    @Override
    public void writeInt(int v) throws IOException {
        int at = advance(4);
        INTS.set(buffer, at, v);
    }

    /** Overwrites four bytes at a position that was written before. */
    public void writeIntUnsafe(int v, int pos) {
        INTS.set(buffer, pos, v);
    }

    @Override
    public void writeLong(long v) throws IOException {
        int at = advance(8);
        LONGS.set(buffer, at, v);
    }

    @Override
    public void writeFloat(float v) throws IOException {
        writeInt(Float.floatToIntBits(v));
    }

    @Override
    public void writeDouble(double v) throws IOException {
        writeLong(Double.doubleToLongBits(v));
    }

    /** Writes the low byte of each character: for Latin-1 text the text, in one bulk copy. */
    @Override
    @SuppressWarnings("deprecation") // the only JDK method that copies low bytes without a detour
    public void writeBytes(String s) throws IOException {
        int length = s.length();
        int at = advance(length);
        s.getBytes(0, length, buffer, at);
    }

    @Override
    public void writeChars(String s) throws IOException {
        int length = s.length();
        int at = advance(Math.multiplyExact(length, 2));
        for (int i = 0; i < length; i++) {
            SHORTS.set(buffer, at + 2 * i, (short) s.charAt(i));
        }
    }

    @Override
    public void writeUTF(String s) throws IOException {
        new DataOutputStream(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        DataOutputSerializer.this.write(b);
                    }

                    @Override
                    public void write(byte[] b, int off, int len) throws IOException {
                        DataOutputSerializer.this.write(b, off, len);
                    }
                })
                .writeUTF(s);
    }

    /** Writes a text of any length as four bytes of length and UTF-8. */
    public void writeLongUTF(String s) throws IOException {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        write(bytes);
    }

    @Override
    public void skipBytesToWrite(int numBytes) throws IOException {
        advance(numBytes);
    }

    @Override
    public void write(DataInputView source, int numBytes) throws IOException {
        int at = advance(numBytes);
        source.readFully(buffer, at, numBytes);
    }

    /** Moves to a position within the bytes written so far, or forward within the array. */
    public void setPosition(int position) {
        Objects.checkIndex(position, buffer.length + 1);
        this.position = position;
    }

    /** As {@link #setPosition}, without the check. */
    public void setPositionUnsafe(int position) {
        this.position = position;
    }
}
