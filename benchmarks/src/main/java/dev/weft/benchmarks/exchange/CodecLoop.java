package dev.weft.benchmarks.exchange;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The serializer alone, on one thread: fills a buffer with events, then reads them back, again and again. */
final class CodecLoop {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TypeSerializer<Event> serializer =
            TypeInformation.of(Event.class).createSerializer(new ExecutionConfig().getSerializerConfig());
    private final DataOutputSerializer out;
    private final String[] texts;
    private final int frameBytes;
    private long number;
    private long writeNs;
    private long readNs;
    private long bytes;
    private long lastKey;

    CodecLoop(Events events, int frameBytes) {
        this.texts = events.texts();
        this.frameBytes = frameBytes;
        this.out = new DataOutputSerializer(2 * frameBytes);
    }

    /** Nanoseconds of processor time per byte. */
    record Cost(double writeNs, double readNs) {
        /**
         * Bytes a second when two processors do what bare netty keeps both of them busy with, and write and read every record, and nothing else.
         *
         * @param bareSpeed bytes a second of bare netty
         */
        double ceiling(double bareSpeed) {
            return 2e9 / (2e9 / bareSpeed + writeNs + readNs);
        }
    }

    Cost run(long millis) throws IOException {
        writeNs = 0;
        readNs = 0;
        bytes = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            fillAndRead();
        }
        return new Cost((double) writeNs / bytes, (double) readNs / bytes);
    }

    private void fillAndRead() throws IOException {
        long begin = THREADS.getCurrentThreadCpuTime();
        out.clear();
        int records = 0;
        while (out.length() < frameBytes) {
            serializer.serialize(new Event(number++, texts[records % texts.length]), out);
            records++;
        }
        long middle = THREADS.getCurrentThreadCpuTime();
        DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
        for (int i = 0; i < records; i++) {
            lastKey += serializer.deserialize(in).key;
        }
        long end = THREADS.getCurrentThreadCpuTime();
        writeNs += middle - begin;
        readNs += end - middle;
        bytes += out.length();
    }

    /** Keeps the compiler from leaving out the reading. */
    long checksum() {
        return lastKey;
    }
}
