package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckpointDescriptionTest {

    private static final VertexId VERTEX = new VertexId("00000000000000000000000000000001");

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private OperatorPieces written() throws Exception {
        OperatorState.Source source = new OperatorState.Source(
                new HashMapBackend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), OperatorPieces.NONE);
        OperatorState state =
                OperatorState.keyed(source, new OperatorState.Keys(Types.INT, KeyGroupRange.of(0, 1, 8), 8));
        state.unkeyed()
                .getListState(new ListStateDescriptor<>("list", Types.STRING))
                .add("one");
        state.unkeyed()
                .getUnionListState(new ListStateDescriptor<>("union", Types.LONG))
                .addAll(List.of(1L, 2L));
        state.unkeyed()
                .getBroadcastState(new MapStateDescriptor<>("rules", Types.STRING, Types.INT))
                .put("rule", 7);
        state.keyed().use(3, KeyGroups.spread(3));
        state.keyed().getState(new ValueStateDescriptor<>("count", Types.LONG)).update(9L);
        state.keyed()
                .getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.BOOLEAN))
                .put("a", true);
        try (OperatorSnapshot snapshot = state.snapshot(7)) {
            SnapshotStore store = SnapshotStores.of(
                    files.address() + "/s", new SnapshotSettings(200, false), new ExecutionAttemptId(VERTEX, 0, 0, 1));
            OperatorPieces pieces = snapshot.write(store);
            Completed.complete(store);
            return pieces;
        }
    }

    private static String described(Kind kind, OperatorCheckpoint... operators) {
        return CheckpointDescription.of(
                "hdfs:/s",
                new CheckpointMetadata(7, 1_700_000_000_000L, kind, List.of(operators)),
                CheckpointDescriptionTest.class.getClassLoader());
    }

    @Test
    void everyStateIsToldWithItsTypeAndSize() throws Exception {
        String text = described(
                Kind.CANONICAL_SAVEPOINT,
                new OperatorCheckpoint(
                        new OperatorId("0".repeat(31) + "2"),
                        "Count",
                        2,
                        8,
                        Map.of(
                                0,
                                new InstanceCheckpoint(written(), false),
                                1,
                                new InstanceCheckpoint(OperatorPieces.NONE, true)),
                        Optional.empty()),
                new OperatorCheckpoint(
                        new OperatorId("0".repeat(31) + "3"),
                        "Source",
                        1,
                        8,
                        Map.of(),
                        Optional.of(new Payload(new byte[2048]))));
        assertThat(text).isEqualTo("""
                Savepoint hdfs:/s
                  id         7
                  triggered  2023-11-14T22:13:20Z
                  size       1.0 KB in 1 file, 0 bytes in the metadata
                  operators  2

                Operator 'Count' (00000000000000000000000000000002)
                  parallelism 2, at most 8; 1 instance had ended
                  keyed state: 609 bytes
                    keys: Integer
                    value 'count': Long
                    map 'seen': String to Boolean
                  operator state: 367 bytes
                    list 'list': String, 1 element
                    broadcast map 'rules': String to Integer, 1 entry in every instance
                    union list 'union': Long, 2 elements

                Operator 'Source' (00000000000000000000000000000003)
                  parallelism 1, at most 8
                  split enumerator: 2.0 KB
                """);
    }

    @Test
    void whatCannotBeReadHereIsToldAsSuch() {
        String text = described(
                Kind.CHECKPOINT,
                new OperatorCheckpoint(
                        new OperatorId("0".repeat(31) + "2"),
                        "Count",
                        1,
                        2,
                        Map.of(
                                0,
                                new InstanceCheckpoint(
                                        new OperatorPieces(
                                                OptionalLong.of(7),
                                                List.of(
                                                        new KeyedPiece(
                                                                KeyedPiece.PORTABLE,
                                                                new KeyGroupRange(1, 2),
                                                                new long[1],
                                                                List.of(new FileBytes(
                                                                        files.address() + "/gone", 0, 9, 5))),
                                                        new KeyedPiece(
                                                                "rocksdb",
                                                                new KeyGroupRange(0, 1),
                                                                new long[1],
                                                                List.of(new FileBytes("hdfs:/f", 0, 9, 5 << 20)))),
                                                List.of()),
                                        false)),
                        Optional.empty()));
        assertThat(text).isEqualTo("""
                Checkpoint hdfs:/s
                  id         7
                  triggered  2023-11-14T22:13:20Z
                  size       18 bytes in 2 files, 0 bytes in the metadata
                  operators  1

                Operator 'Count' (00000000000000000000000000000002)
                  parallelism 1, at most 2
                  keyed state: 5.0 MB, in the format of state backend rocksdb
                    its states cannot be read here: %s/gone does not exist
                """.formatted(files.address()));
    }

    @Test
    void filesThatOtherCheckpointsMayHaveAreCounted() {
        KeyedPiece piece = new KeyedPiece(
                "rocksdb",
                new KeyGroupRange(0, 2),
                new long[2],
                List.of(
                        new FileBytes("hdfs:/chk-7/own", 0, 9, 9),
                        new FileBytes("hdfs:/shared/1", 0, 2048, 2048, true),
                        new FileBytes("hdfs:/shared/2", 0, 2048, 2048, true)));
        OperatorPieces pieces = new OperatorPieces(OptionalLong.of(7), List.of(piece), List.of());
        assertThat(described(
                        Kind.CHECKPOINT,
                        new OperatorCheckpoint(
                                new OperatorId("0".repeat(31) + "2"),
                                "Count",
                                1,
                                2,
                                Map.of(0, new InstanceCheckpoint(pieces, false)),
                                Optional.empty())))
                .contains(
                        "  keyed state: 4.0 KB, in the format of state backend rocksdb; 2 files of 3 may be shared with"
                                + " other checkpoints\n",
                        "    its states cannot be read here: state backend 'rocksdb', which wrote it, is not installed"
                                + " here\n");
    }
}
