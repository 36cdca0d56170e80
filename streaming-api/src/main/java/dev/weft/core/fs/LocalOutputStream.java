package dev.weft.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Writes a local file through a channel, unbuffered. */
final class LocalOutputStream extends FSDataOutputStream {
    private final java.nio.file.Path file;
    private final FileChannel channel;
    private boolean nameSynced;

    /** Fails with a FileAlreadyExistsException when the file is there and is not to be overwritten. */
    LocalOutputStream(java.nio.file.Path file, boolean overwrite) throws IOException {
        this.file = file;
        this.channel = overwrite
                ? FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemUnavailableException("file:" + file + " cannot be written: " + e.getMessage());
        }
    }

    @Override
    public long getPos() throws IOException {
        return channel.position();
    }

    @Override
    public void flush() {}

    @Override
    public void sync() throws IOException {
        channel.force(true);
        if (!nameSynced) {
            LocalFileSystem.syncEntries(file.getParent());
            nameSynced = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
