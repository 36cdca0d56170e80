package dev.weft.simulation.workload;

import dev.weft.api.common.state.State;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.state.spi.TimerQueue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A state backend for simulations of incremental checkpoints: state on the heap, each key group of which is stored as a table
 * that later checkpoints name again as long as nothing in it has changed. What RocksDB does with its files, without native code.
 * A piece is the checkpoint's id and the header of the portable format, then the tables of its key groups.
 */
public final class GroupTables implements StateBackendFactory {

    private static final String FORMAT = "tables";
    private static final int GROUPS_PER_TABLE = 16;

    @Override
    public String name() {
        return FORMAT;
    }

    @Override
    public KeyedStateBackend create(KeyedStateSetup setup) throws IOException {
        Known known = new Known();
        List<KeyedPiece> portable = new ArrayList<>();
        for (KeyedPiece piece : setup.restored()) {
            portable.add(piece.format().equals(FORMAT) ? read(piece, known) : piece);
        }
        KeyedStateBackend heap = new HashMapBackend()
                .create(new KeyedStateSetup(
                        setup.keys(), setup.keyType(), setup.groups(), setup.maxParallelism(), setup.host(), portable));
        boolean incremental = setup.host().configuration().get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS);
        return new Backend(heap, known, incremental);
    }

    /** The stored tables by checkpoint and content. */
    private static final class Known {
        private final TreeMap<Long, Map<InlineBytes, StoredBytes>> byCheckpoint = new TreeMap<>();

        synchronized Map<InlineBytes, StoredBytes> of(long checkpoint) {
            byCheckpoint.headMap(checkpoint).clear();
            return byCheckpoint.getOrDefault(checkpoint, Map.of());
        }

        synchronized void add(long checkpoint, InlineBytes content, StoredBytes table) {
            if (table.isShared()) {
                byCheckpoint.computeIfAbsent(checkpoint, id -> new HashMap<>()).put(content, table);
            }
        }
    }

    private record Backend(KeyedStateBackend heap, Known known, boolean incremental) implements KeyedStateBackend {
        @Override
        public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
            return heap.state(spec);
        }

        @Override
        public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
            return heap.timers(name, namespaces);
        }

        @Override
        public KeyedSnapshot snapshot() throws Exception {
            return heap.snapshot();
        }

        @Override
        public KeyedSnapshot snapshot(SnapshotOrder order) throws Exception {
            KeyedSnapshot rows = heap.snapshot();
            return order.portable() || !incremental ? rows : new Tables(rows, order, known);
        }

        @Override
        public void close() {
            heap.close();
        }
    }

    private record Tables(KeyedSnapshot rows, SnapshotOrder order, Known known) implements KeyedSnapshot {
        @Override
        public KeyedPiece write(SnapshotStore target) throws IOException {
            KeyedPiece portable = rows.write(new MemorySnapshotStore());
            byte[] all = ((InlineBytes) portable.bytes().get(0)).bytes();
            Map<InlineBytes, StoredBytes> base =
                    order.base().isPresent() ? known.of(order.base().getAsLong()) : Map.of();
            int groups = portable.offsets().length;
            List<StoredBytes> bytes = new ArrayList<>();
            for (int from = 0; from < groups; from += GROUPS_PER_TABLE) {
                int end = from + GROUPS_PER_TABLE < groups
                        ? (int) portable.offsets()[from + GROUPS_PER_TABLE]
                        : all.length;
                InlineBytes content = new InlineBytes(Arrays.copyOfRange(all, (int) portable.offsets()[from], end));
                StoredBytes table = base.get(content);
                if (table == null) {
                    table = write(target.createShared(), content.bytes());
                } else {
                    UserPace.seen("shared table named again");
                }
                known.add(order.checkpointId(), content, table);
                bytes.add(table);
            }
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(head)) {
                out.writeLong(order.checkpointId());
                out.writeInt(portable.groups().first());
                out.writeInt((int) portable.offsets()[0]);
                out.write(all, 0, (int) portable.offsets()[0]);
                for (long offset : portable.offsets()) {
                    out.writeLong(offset);
                }
            }
            bytes.add(0, write(target.create(), head.toByteArray()));
            return new KeyedPiece(FORMAT, portable.groups(), new long[groups], bytes);
        }

        private static StoredBytes write(SnapshotStore.SnapshotStream to, byte[] bytes) throws IOException {
            try (to) {
                to.write(bytes);
                return to.finish();
            }
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** The piece in the portable format. */
    private static KeyedPiece read(KeyedPiece piece, Known known) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<byte[]> tables = new ArrayList<>();
        for (StoredBytes table : piece.bytes().subList(1, piece.bytes().size())) {
            tables.add(bytesOf(table));
        }
        DataInputStream head = new DataInputStream(
                new ByteArrayInputStream(bytesOf(piece.bytes().get(0))));
        long checkpoint = head.readLong();
        int first = head.readInt();
        all.writeBytes(head.readNBytes(head.readInt()));
        long[] offsets = new long[head.available() / Long.BYTES];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = head.readLong();
        }
        for (int i = 0; i < tables.size(); i++) {
            all.writeBytes(tables.get(i));
            known.add(checkpoint, new InlineBytes(tables.get(i)), piece.bytes().get(i + 1));
        }
        long[] own = Arrays.copyOfRange(
                offsets, piece.groups().first() - first, piece.groups().end() - first);
        return new KeyedPiece(KeyedPiece.PORTABLE, piece.groups(), own, List.of(new InlineBytes(all.toByteArray())));
    }

    private static byte[] bytesOf(StoredBytes bytes) throws IOException {
        try (InputStream in = bytes.open(0)) {
            return in.readAllBytes();
        }
    }
}
