package dev.weft.simulation.workload;

import dev.weft.api.connector.source.SourceSplit;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.nio.ByteBuffer;

/** A run of ticks: those from {@code next} to {@code until} of one line of the source. */
record TickSplit(int line, int next, int until) implements SourceSplit {

    @Override
    public String splitId() {
        return line + "@" + until;
    }

    static final class Serializer implements SimpleVersionedSerializer<TickSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(TickSplit split) {
            return ByteBuffer.allocate(12)
                    .putInt(split.line)
                    .putInt(split.next)
                    .putInt(split.until)
                    .array();
        }

        @Override
        public TickSplit deserialize(int version, byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new TickSplit(in.getInt(), in.getInt(), in.getInt());
        }
    }
}
