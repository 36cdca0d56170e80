package dev.weft.engine.state.heap;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableWriter;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.format.TimersLayout;
import dev.weft.engine.state.heap.TableCut.Moment;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Snapshot of all tables and timers of an instance. Written by one thread, with its own copies of the serializers. */
final class HeapSnapshot implements KeyedSnapshot {

    /**
     * @param expiry present when expired values are to be left out
     * @param groups the table snapshots by key group
     */
    record StateCut(StateLayout layout, Optional<Expiry> expiry, List<List<StateTables.GroupCut>> groups) {

        /** The part of a value to write; null for nothing. */
        Object toWrite(Object value, long now) {
            return expiry.isPresent() ? ValueKinds.living(layout.kind(), value, expiry.get(), now) : value;
        }
    }

    /** @param groups the snapshots of the timer sets by key group */
    record TimersCut(TimersLayout layout, List<List<TableCut>> groups) {}

    private final Moment moment;
    private final KeyGroupRange groups;
    private final PortableHeader header;
    private final List<StateCut> states;
    private final List<TimersCut> timers;

    HeapSnapshot(
            Moment moment, KeyGroupRange groups, PortableHeader header, List<StateCut> states, List<TimersCut> timers) {
        this.moment = moment;
        this.groups = groups;
        this.header = header;
        this.states = states;
        this.timers = timers;
    }

    @Override
    public KeyedPiece write(SnapshotStore store) throws IOException {
        try (PortableWriter writer = new PortableWriter(store, header, groups)) {
            for (int group = groups.first(); group < groups.end(); group++) {
                writer.beginGroup(group);
                for (StateCut state : states) {
                    write(state, group - groups.first(), writer);
                }
                for (TimersCut queue : timers) {
                    write(queue, group - groups.first(), writer);
                }
            }
            return writer.finish();
        } catch (RuntimeException e) {
            checkOpen(); // data shared with a closed snapshot changes while it is read
            throw e;
        } finally {
            close();
        }
    }

    private void write(StateCut state, int index, PortableWriter writer) throws IOException {
        try {
            writeEntries(state, index, writer);
        } catch (IOException | RuntimeException e) {
            checkOpen(); // data shared with a closed snapshot changes while it is read
            throw new IOException("the state '" + state.layout().name() + "' cannot be written: " + e, e);
        }
    }

    private void writeEntries(StateCut state, int index, PortableWriter writer) throws IOException {
        StateLayout layout = state.layout();
        DataOutputView out = writer.out();
        long now = state.expiry().map(Expiry::nowMs).orElse(0L);
        ValueKinds.ElementEnd end = () -> {
            writer.flushIfFull();
            checkOpen();
        };
        for (StateTables.GroupCut cut : state.groups().get(index)) {
            cut.table().forEach((key, namespace, found) -> {
                Object value = state.toWrite(found, now);
                if (value == null) {
                    return;
                }
                out.writeByte(PortableWriter.MORE);
                writeNamespace(layout.division(), layout.namespace().serializer(), namespace, cut.slice(), out);
                header.key().serializer().serialize(key, out);
                ValueKinds.write(layout, value, out, end);
                writer.flushIfFull();
            });
        }
        out.writeByte(PortableWriter.END);
    }

    private void write(TimersCut queue, int index, PortableWriter writer) throws IOException {
        TimersLayout layout = queue.layout();
        DataOutputView out = writer.out();
        for (TableCut cut : queue.groups().get(index)) {
            cut.forEach((key, namespace, value) -> {
                Timer timer = (Timer) value;
                out.writeByte(PortableWriter.MORE);
                out.writeLong(timer.time);
                writeNamespace(layout.division(), layout.namespace().serializer(), namespace, timer.longNamespace, out);
                header.key().serializer().serialize(key, out);
                writer.flushIfFull();
            });
        }
        out.writeByte(PortableWriter.END);
    }

    @SuppressWarnings("unchecked") // the engine handles namespaces as objects
    private static void writeNamespace(
            Namespaces.Kind division, TypeSerializer<?> serializer, Object namespace, long slice, DataOutputView out)
            throws IOException {
        switch (division) {
            case NONE -> {}
            case LONGS -> out.writeLong(slice);
            case OBJECTS -> ((TypeSerializer<Object>) serializer).serialize(namespace, out);
        }
    }

    private void checkOpen() throws IOException {
        if (moment.isOver()) {
            throw TableCut.closed();
        }
    }

    @Override
    public void close() {
        moment.end();
    }
}
