package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes a file of {@link BlockFormat}. For one thread; the stream below is the caller's. */
final class BlockWriter implements AutoCloseable {

    private final FSDataOutputStream out;
    private final byte[] block = new byte[BlockFormat.BLOCK_BYTES];
    /** Room for one stored block behind its header; empty without compression. */
    private final byte[] stored;

    private final Deflater deflater;
    private int filled;
    private long length;
    private int[] index = new int[16];
    private int blocks;

    BlockWriter(FSDataOutputStream out, boolean compressed) {
        this.out = out;
        this.deflater = compressed ? new Deflater(Deflater.BEST_SPEED, true) : null;
        this.stored = compressed ? new byte[BlockFormat.BLOCK_BYTES] : new byte[0];
    }

    long length() {
        return length;
    }

    void write(int b) throws IOException {
        if (filled == block.length) {
            endBlock();
        }
        block[filled++] = (byte) b;
        length++;
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (filled == block.length) {
                endBlock();
            }
            int now = Math.min(left, block.length - filled);
            System.arraycopy(bytes, from, block, filled, now);
            filled += now;
            from += now;
            left -= now;
        }
        length += count;
    }

    /**
     * Writes what is left, index and trailer.
     *
     * @return the length of the file
     */
    long finish() throws IOException {
        if (filled > 0) {
            endBlock();
        }
        int indexBytes = blocks * Integer.BYTES;
        ByteBuffer end = ByteBuffer.allocate(indexBytes + BlockFormat.TRAILER_BYTES);
        for (int i = 0; i < blocks; i++) {
            end.putInt(index[i]);
        }
        end.putLong(length).putInt(blocks);
        end.putInt(BlockFormat.checksum(end.array(), end.position())).putInt(BlockFormat.MAGIC);
        out.write(end.array());
        return out.getPos();
    }

    private void endBlock() throws IOException {
        int size = 0;
        if (deflater != null) {
            deflater.reset();
            deflater.setInput(block, 0, filled);
            deflater.finish();
            size = deflater.deflate(stored);
        }
        boolean compressed = deflater != null && deflater.finished() && size < filled;
        byte[] bytes = compressed ? stored : block;
        int count = compressed ? size : filled;
        ByteBuffer header = ByteBuffer.allocate(BlockFormat.BLOCK_HEADER_BYTES);
        header.putInt(compressed ? -count : count).putInt(BlockFormat.checksum(bytes, count));
        out.write(header.array());
        out.write(bytes, 0, count);
        if (blocks == index.length) {
            index = Arrays.copyOf(index, blocks * 2);
        }
        index[blocks++] = count;
        filled = 0;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
