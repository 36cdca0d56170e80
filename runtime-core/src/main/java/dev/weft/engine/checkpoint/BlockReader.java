package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the content of a file of {@link BlockFormat} from a position on, and checks every block that it reads. For one
 * thread.
 */
final class BlockReader extends InputStream {

    private final FileBytes file;
    private final FSDataInputStream in;
    private final ReadWatch watch;
    private final int[] index;
    private byte[] block = new byte[0];
    private int position;
    private int limit;
    private int next;
    private long storedAt;

    /**
     * Takes the stream over.
     *
     * @param from position in the content, up to its length
     * @param watch makes every call that reads
     */
    BlockReader(FileBytes file, FSDataInputStream in, long from, ReadWatch watch) throws IOException {
        this.file = file;
        this.in = in;
        this.watch = watch;
        this.index = readIndex();
        int first = (int) (from / BlockFormat.BLOCK_BYTES);
        storedAt = file.offset();
        for (int i = 0; i < first; i++) {
            storedAt += BlockFormat.BLOCK_HEADER_BYTES + index[i];
        }
        next = first;
        if (first < index.length) {
            nextBlock(true);
            position = (int) (from % BlockFormat.BLOCK_BYTES);
        }
    }

    private int[] readIndex() throws IOException {
        int blocks = BlockFormat.blocks(file.length());
        long endBytes = (long) blocks * Integer.BYTES + BlockFormat.TRAILER_BYTES;
        if (endBytes + (long) blocks * BlockFormat.BLOCK_HEADER_BYTES > file.stored()) {
            throw damaged(file.offset(), "its " + file.stored() + " bytes cannot hold " + file.length());
        }
        long at = file.offset() + file.stored() - endBytes;
        ByteBuffer end = ByteBuffer.wrap(exactly((int) endBytes, at, true));
        int[] lengths = new int[blocks];
        long sum = 0;
        for (int i = 0; i < blocks; i++) {
            lengths[i] = end.getInt();
            sum += lengths[i] + BlockFormat.BLOCK_HEADER_BYTES;
        }
        long length = end.getLong();
        int count = end.getInt();
        boolean sound = BlockFormat.checksum(end.array(), end.position()) == end.getInt();
        if (end.getInt() != BlockFormat.MAGIC || !sound) {
            throw damaged(at, "the index at its end does not match its checksum");
        }
        if (length != file.length() || count != blocks || sum != file.stored() - endBytes) {
            throw damaged(at, "its index tells of " + length + " bytes, the checkpoint of " + file.length());
        }
        return lengths;
    }

    /** @param seek whether the stream is somewhere else */
    private boolean nextBlock(boolean seek) throws IOException {
        if (next == index.length) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(exactly(BlockFormat.BLOCK_HEADER_BYTES, storedAt, seek));
        int size = header.getInt();
        int checksum = header.getInt();
        if (Math.abs(size) != index[next]) {
            throw damaged(storedAt, "a block begins with another length than the index has");
        }
        byte[] stored = exactly(index[next], storedAt, false);
        if (BlockFormat.checksum(stored, stored.length) != checksum) {
            throw damaged(storedAt, "a block does not match its checksum");
        }
        boolean last = next == index.length - 1;
        int length = last ? (int) (file.length() - (long) next * BlockFormat.BLOCK_BYTES) : BlockFormat.BLOCK_BYTES;
        block = size < 0 ? inflated(stored, length) : stored;
        if (block.length != length) {
            throw damaged(storedAt, "a block has " + block.length + " bytes instead of " + length);
        }
        storedAt += BlockFormat.BLOCK_HEADER_BYTES + stored.length;
        next++;
        position = 0;
        limit = length;
        return true;
    }

    private byte[] inflated(byte[] stored, int length) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored);
            byte[] bytes = new byte[length];
            int size = 0;
            while (size < length && !inflater.finished() && !inflater.needsInput()) {
                size += inflater.inflate(bytes, size, length - size);
            }
            if (size < length) {
                throw damaged(storedAt, "a compressed block ends early");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw damaged(storedAt, "a compressed block cannot be read");
        } finally {
            inflater.end();
        }
    }

    private byte[] exactly(int length, long at, boolean seek) throws IOException {
        byte[] bytes = watch.watch(file.file(), () -> {
            if (seek) {
                in.seek(at);
            }
            return in.readNBytes(length);
        });
        if (bytes.length < length) {
            throw damaged(at + bytes.length, "it ends there, " + (length - bytes.length) + " bytes are missing");
        }
        return bytes;
    }

    private IOException damaged(long at, String what) {
        return new UnusableStorageException("the state in " + file.file() + " is damaged at byte " + at + ": " + what);
    }

    @Override
    public int read() throws IOException {
        if (position == limit && !nextBlock(false)) {
            return -1;
        }
        return block[position++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !nextBlock(false)) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(block, position, bytes, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
