package dev.weft.simulation.workload;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checkpointed state of a {@link TickEnumerator}.
 *
 * @param found splits that nobody has
 * @param assigned readers that have their only split
 * @param lines so many lines were found
 */
record TickProgress(List<TickSplit> found, Set<Integer> assigned, int lines) {

    static final class Serializer implements SimpleVersionedSerializer<TickProgress> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(TickProgress progress) {
            ByteBuffer out = ByteBuffer.allocate(12 + 12 * progress.found.size() + 4 * progress.assigned.size());
            out.putInt(progress.lines);
            out.putInt(progress.found.size());
            progress.found.forEach(
                    split -> out.putInt(split.line()).putInt(split.next()).putInt(split.until()));
            out.putInt(progress.assigned.size());
            progress.assigned.forEach(out::putInt);
            return out.array();
        }

        @Override
        public TickProgress deserialize(int version, byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int lines = in.getInt();
            List<TickSplit> found = new ArrayList<>();
            for (int left = in.getInt(); left > 0; left--) {
                found.add(new TickSplit(in.getInt(), in.getInt(), in.getInt()));
            }
            Set<Integer> assigned = new TreeSet<>();
            for (int left = in.getInt(); left > 0; left--) {
                assigned.add(in.getInt());
            }
            return new TickProgress(found, assigned, lines);
        }
    }
}
