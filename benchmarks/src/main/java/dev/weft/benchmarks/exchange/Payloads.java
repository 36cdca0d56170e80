package dev.weft.benchmarks.exchange;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.util.Collector;
import java.nio.ByteBuffer;

/** Emits the same few byte arrays repeatedly, like a source that has fetched them; each begins with its key. */
final class Payloads implements FlatMapFunction<Long, byte[]> {
    private static final long serialVersionUID = 1L;
    private static final int RUN = 256;

    private final byte[][] payloads = new byte[RUN][];

    Payloads(int length) {
        for (int i = 0; i < RUN; i++) {
            payloads[i] =
                    ByteBuffer.allocate(length).putLong(i * 0x9E3779B97F4A7C15L).array();
        }
    }

    @Override
    public void flatMap(Long number, Collector<byte[]> out) {
        for (byte[] payload : payloads) {
            out.collect(payload);
        }
    }

    static Long key(byte[] payload) {
        return ByteBuffer.wrap(payload).getLong();
    }
}
