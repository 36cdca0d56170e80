package dev.weft.state.rocksdb;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Writes a queue's timers in the portable format, by key groups. The rows are in order of time; each pass over all rows
 * collects the timers of as many key groups as fit into a bounded memory. Belongs to the thread that writes the
 * snapshot.
 */
final class PortableTimers {

    private static final int MOST_BYTES = 32 << 20;

    private final KeyedStateSetup setup;
    private final RocksSnapshot.Timers queue;
    private final ReadOptions reading;
    private final int groupBytes;
    private final TimerSplitter splitter;
    private final long[] bytesOf;
    private final DataOutputSerializer[] gathered;
    private int gatheredUntil;

    PortableTimers(KeyedStateSetup setup, PortableHeader header, RocksSnapshot.Timers queue, ReadOptions reading) {
        this.setup = setup;
        this.queue = queue;
        this.reading = reading;
        this.groupBytes = RowKeys.groupBytes(setup.maxParallelism());
        this.splitter = new TimerSplitter(header.key().serializer(), queue.layout(), groupBytes);
        this.bytesOf = new long[setup.groups().size()];
        this.gathered = new DataOutputSerializer[setup.groups().size()];
        this.gatheredUntil = setup.groups().first();
    }

    void writeGroup(int group, PortableWriter writer, RocksSnapshot.Check check) throws IOException {
        if (group == setup.groups().first()) {
            walk(check, row -> bytesOf[indexOf(row)] += row.length);
        }
        if (group >= gatheredUntil) {
            gather(group, check);
        }
        DataOutputView out = writer.out();
        DataOutputSerializer timers = gathered[group - setup.groups().first()];
        if (timers != null) {
            out.write(timers.getSharedBuffer(), 0, timers.length());
            gathered[group - setup.groups().first()] = null;
        }
        out.writeByte(PortableWriter.END);
        writer.flushIfFull();
    }

    private void gather(int group, RocksSnapshot.Check check) throws IOException {
        int first = group - setup.groups().first();
        int end = first;
        long bytes = 0;
        while (end < bytesOf.length && (end == first || bytes + bytesOf[end] <= MOST_BYTES)) {
            bytes += bytesOf[end];
            end++;
        }
        gatheredUntil = setup.groups().first() + end;
        if (bytes == 0) {
            return;
        }
        int until = end;
        walk(check, row -> {
            int index = indexOf(row);
            if (index >= first && index < until) {
                if (gathered[index] == null) {
                    gathered[index] = new DataOutputSerializer(256);
                }
                gathered[index].writeByte(PortableWriter.MORE);
                splitter.write(row, gathered[index]);
            }
        });
    }

    private int indexOf(byte[] row) {
        int at = TimerRows.TIME_BYTES;
        int group = groupBytes == 1 ? row[at] & 0xFF : (row[at] & 0xFF) << 8 | row[at + 1] & 0xFF;
        return group - setup.groups().first();
    }

    private interface Visit {
        void accept(byte[] row) throws IOException;
    }

    private void walk(RocksSnapshot.Check check, Visit visit) throws IOException {
        try (RocksIterator rows = queue.store().iterate(queue.column(), reading)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                check.check();
                visit.accept(rows.key());
            }
            queue.store().check(rows);
        }
    }

    /** Reorders the parts of a row for the portable format. */
    private static final class TimerSplitter {
        private final TypeSerializer<?> keySerializer;
        private final Namespaces.Kind division;
        private final int groupBytes;
        private final DataInputDeserializer in = new DataInputDeserializer();

        TimerSplitter(TypeSerializer<?> keySerializer, TimersLayout layout, int groupBytes) {
            this.keySerializer = keySerializer;
            this.division = layout.division();
            this.groupBytes = groupBytes;
        }

        void write(byte[] row, DataOutputView out) throws IOException {
            in.setBuffer(row);
            out.writeLong(in.readLong() ^ Long.MIN_VALUE);
            in.skipBytesToRead(groupBytes);
            int keyAt = in.getPosition();
            keySerializer.deserialize(in);
            int keyEnd = in.getPosition();
            if (division != Namespaces.Kind.NONE) {
                out.write(row, keyEnd, row.length - keyEnd);
            }
            out.write(row, keyAt, keyEnd - keyAt);
        }
    }
}
