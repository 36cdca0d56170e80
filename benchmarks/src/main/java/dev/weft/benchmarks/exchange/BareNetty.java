package dev.weft.benchmarks.exchange;

/**
 * Baseline: how fast netty moves frames over one loopback connection when their contents are ignored, with both ends in
 * this process.
 */
public final class BareNetty implements AutoCloseable {

    private final BareReader reader = new BareReader();
    private final BareWriter writer;

    public BareNetty(int frameBytes) throws InterruptedException {
        writer = new BareWriter(frameBytes, reader.port());
    }

    /** Bytes read so far. */
    public long bytes() {
        return reader.bytes();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
