package dev.weft.benchmarks.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.util.Collector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Baseline of source and serializer, on one thread: serializes a series of records, then deserializes them, repeatedly.
 */
final class CodecLoop<T> implements Collector<T> {

    private static final int FRAME_BYTES = 32 << 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FlatMapFunction<Long, T> source;
    private final TypeSerializer<T> serializer;
    private final DataOutputSerializer out = new DataOutputSerializer(2 * FRAME_BYTES);
    private final Object[] read = new Object[256];
    private int records;

    CodecLoop(FlatMapFunction<Long, T> source, TypeInformation<T> type) {
        this.source = source;
        this.serializer = type.createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    /** Nanoseconds of processor time per byte. */
    record Cost(double writeNs, double readNs) {}

    Cost run(long millis) throws Exception {
        long writeNs = 0;
        long readNs = 0;
        long bytes = 0;
        long number = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            long begin = THREADS.getCurrentThreadCpuTime();
            out.clear();
            records = 0;
            while (out.length() < FRAME_BYTES) {
                source.flatMap(number++, this);
            }
            long middle = THREADS.getCurrentThreadCpuTime();
            DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
            for (int i = 0; i < records; i++) {
                read[i % read.length] = serializer.deserialize(in);
            }
            readNs += THREADS.getCurrentThreadCpuTime() - middle;
            writeNs += middle - begin;
            bytes += out.length();
        }
        return new Cost((double) writeNs / bytes, (double) readNs / bytes);
    }

    @Override
    public void collect(T record) {
        try {
            serializer.serialize(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        records++;
    }

    @Override
    public void close() {}
}
