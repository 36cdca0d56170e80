package dev.weft.engine.exchange;

import dev.weft.core.memory.DataInputView;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads values from a buffer that holds whole records. Reading past its end throws
 * {@link java.nio.BufferUnderflowException}. Big-endian, as {@link java.io.DataInput} states.
 */
final class BufferReader implements DataInputView {

    private final byte[] chunk = new byte[4096];
    private ByteBuffer buffer;

    void use(ByteBuffer next) {
        buffer = next;
    }

    @Override
    public void readFully(byte[] bytes) {
        buffer.get(bytes);
    }

    @Override
    public void readFully(byte[] bytes, int offset, int length) {
        buffer.get(bytes, offset, length);
    }

    @Override
    public int skipBytes(int n) {
        int skipped = Math.max(0, Math.min(n, buffer.remaining()));
        buffer.position(buffer.position() + skipped);
        return skipped;
    }

    @Override
    public boolean readBoolean() {
        return buffer.get() != 0;
    }

    @Override
    public byte readByte() {
        return buffer.get();
    }

    @Override
    public int readUnsignedByte() {
        return buffer.get() & 0xff;
    }

    @Override
    public short readShort() {
        return buffer.getShort();
    }

    @Override
    public int readUnsignedShort() {
        return buffer.getShort() & 0xffff;
    }

    @Override
    public char readChar() {
        return buffer.getChar();
    }

    @Override
    public int readInt() {
        return buffer.getInt();
    }

    @Override
    public long readLong() {
        return buffer.getLong();
    }

    @Override
    public float readFloat() {
        return buffer.getFloat();
    }

    @Override
    public double readDouble() {
        return buffer.getDouble();
    }

    @Override
    public String readLine() {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (buffer.hasRemaining()) {
            any = true;
            int c = readUnsignedByte();
            if (c == '\n') {
                break;
            }
            if (c != '\r') {
                line.append((char) c);
            } else if (buffer.hasRemaining() && buffer.get(buffer.position()) != '\n') {
                break;
            }
        }
        return any ? line.toString() : null;
    }

    @Override
    public String readUTF() throws IOException {
        return DataInputStream.readUTF(this);
    }

    /** Copies through a reused array, so that reading a text allocates nothing but the text. */
    @Override
    public String readLatin1(int length) throws IOException {
        if (length > chunk.length) {
            return DataInputView.super.readLatin1(length);
        }
        buffer.get(chunk, 0, length);
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void skipBytesToRead(int n) {
        buffer.position(buffer.position() + n);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length > 0 && !buffer.hasRemaining()) {
            return -1;
        }
        int part = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, part);
        return part;
    }

    @Override
    public int read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }
}
