package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The network buffer pool of the executor. Every channel end reserves its maximum before it starts, so that a buffer is
 * always available when needed and no task can starve another; memory is allocated on first use. Thread-safe.
 */
final class NetworkMemory implements Buffers {

    private final int bufferBytes;
    private final int total;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private int reserved;

    NetworkMemory(long bytes, int bufferBytes) {
        this.bufferBytes = bufferBytes;
        this.total = (int) Math.min(Integer.MAX_VALUE, bytes / bufferBytes);
    }

    int bufferBytes() {
        return bufferBytes;
    }

    /**
     * Reserves buffers: as many as wanted while memory is plentiful, fewer when it runs short.
     *
     * @return how many, {@code least} … {@code wanted}
     */
    synchronized int reserve(int least, int wanted, String what) {
        int available = total - reserved;
        if (available < least) {
            throw new WeftException(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "network memory is used up: " + what + " needs " + least + " buffers of " + bufferBytes
                            + " bytes, " + available + " of " + total
                            + " are left; raise taskmanager.memory.network.fraction or .max, or lower the parallelism");
        }
        int granted = Math.max(least, Math.min(wanted, available / 4));
        reserved += granted;
        return granted;
    }

    synchronized void release(int buffers) {
        reserved -= buffers;
        while (free.size() > reserved) {
            free.removeLast();
        }
    }

    @Override
    public synchronized ByteBuffer take() {
        ByteBuffer buffer = free.pollFirst();
        return buffer == null ? ByteBuffer.allocateDirect(bufferBytes) : buffer.clear();
    }

    @Override
    public synchronized void give(ByteBuffer buffer) {
        if (free.size() < reserved) {
            free.addFirst(buffer);
        }
    }

    synchronized int reserved() {
        return reserved;
    }
}
