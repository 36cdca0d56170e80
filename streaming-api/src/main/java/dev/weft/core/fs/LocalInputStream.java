package dev.weft.core.fs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a local file through a channel. */
final class LocalInputStream extends FSDataInputStream {
    private final FileChannel channel;
    private final ByteBuffer one = ByteBuffer.allocate(1);

    LocalInputStream(java.nio.file.Path file) throws IOException {
        this.channel = FileChannel.open(file);
    }

    @Override
    public int read() throws IOException {
        one.clear();
        return channel.read(one) < 0 ? -1 : one.get(0) & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public long skip(long n) throws IOException {
        long start = channel.position();
        long skipped = Math.max(0, Math.min(n, channel.size() - start));
        channel.position(start + skipped);
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, channel.size() - channel.position()));
    }

    @Override
    public void seek(long desired) throws IOException {
        if (desired < 0 || desired > channel.size()) {
            throw new EOFException("position " + desired + " is outside of a file of " + channel.size() + " bytes");
        }
        channel.position(desired);
    }

    @Override
    public long getPos() throws IOException {
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
