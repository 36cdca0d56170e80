package dev.weft.engine.jobmaster.checkpoint;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoredStateTest {

    private static final Set<Integer> NONE = Set.of();
    private static final Set<Integer> ALL = Set.of(-1);

    /** The gates of one subtask whose end is part of its state, after a run with these ended gates by instance. */
    private static Set<Integer> endedGates(int subtask, int parallelism, List<Set<Integer>> former) {
        JobVertex vertex = vertex(1, parallelism);
        Map<Integer, InstanceCheckpoint> instances = new HashMap<>();
        for (int i = 0; i < former.size(); i++) {
            boolean ended = former.get(i) == ALL;
            OperatorPieces pieces = new OperatorPieces(OptionalLong.of(7), List.of(), List.of())
                    .withEnded(ended ? NONE : former.get(i));
            if (ended || !pieces.endedGates().isEmpty()) {
                instances.put(i, new InstanceCheckpoint(pieces, ended));
            }
        }
        OperatorCheckpoint operator = new OperatorCheckpoint(
                vertex.operators().get(0).id(), "joins", former.size(), 128, instances, Optional.empty());
        RestoredState state = RestoredState.of(new CheckpointMetadata(7, 0, Kind.CHECKPOINT, List.of(operator)));
        JobGraph graph = new JobGraph(JOB, "job", false, Map.of(), List.of(vertex), List.of());
        return StateCodec.decode(state.ofTask(graph, vertex, subtask).orElseThrow())
                .get(operator.id())
                .endedGates();
    }

    /** How many union lists one of three instances is restored with, when only the first had ended. */
    private static long unionLists(int subtask) {
        JobVertex vertex = vertex(1, 3);
        Map<Integer, InstanceCheckpoint> instances = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            UnkeyedPiece piece = new UnkeyedPiece(
                    Map.of("union", new UnkeyedPiece.Part(UnkeyedPiece.Mode.UNION, 0, new long[] {1})),
                    new InlineBytes(new byte[] {(byte) i}));
            instances.put(
                    i,
                    new InstanceCheckpoint(new OperatorPieces(OptionalLong.of(7), List.of(), List.of(piece)), i == 0));
        }
        OperatorCheckpoint operator = new OperatorCheckpoint(
                vertex.operators().get(0).id(), "remembers", 3, 128, instances, Optional.empty());
        JobGraph graph = new JobGraph(JOB, "job", false, Map.of(), List.of(vertex), List.of());
        RestoredState state = RestoredState.of(new CheckpointMetadata(7, 0, Kind.CHECKPOINT, List.of(operator)));
        return StateCodec.decode(state.ofTask(graph, vertex, subtask).orElseThrow())
                .get(operator.id())
                .unkeyed()
                .size();
    }

    @Test
    void anInstanceThatHadEndedGetsItsOwnUnionListsAndTheOthersGetAll() {
        assertThat(unionLists(0)).isEqualTo(1);
        assertThat(unionLists(1)).isEqualTo(3);
    }

    @Test
    void withTheSameParallelismAnInputHasEndedForTheInstanceForWhichItHad() {
        List<Set<Integer>> former = List.of(Set.of(0), NONE, Set.of(1));
        assertThat(endedGates(0, 3, former)).containsExactly(0);
        assertThat(endedGates(1, 3, former)).isEmpty();
        assertThat(endedGates(2, 3, former)).containsExactly(1);
    }

    @Test
    void withAnotherParallelismAnInputHasEndedIfItHadForAllInstances() {
        assertThat(endedGates(0, 1, List.of(Set.of(0), Set.of(0)))).containsExactly(0);
        assertThat(endedGates(2, 3, List.of(Set.of(0), ALL))).containsExactly(0);
        assertThat(endedGates(0, 3, List.of(Set.of(0), NONE))).isEmpty();
        assertThat(endedGates(0, 3, List.of(Set.of(0), Set.of(1)))).isEmpty();
    }
}
