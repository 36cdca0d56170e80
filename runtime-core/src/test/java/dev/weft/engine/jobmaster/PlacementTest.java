package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.line;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.SlotSharing.SharedSlot;
import dev.weft.engine.testing.RecordingExecutorConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

    private static List<Slot> slots(int executors, int each) {
        List<Slot> slots = new ArrayList<>();
        for (int e = 0; e < executors; e++) {
            for (int i = 0; i < each; i++) {
                slots.add(new Slot(new ExecutorId("e" + e), i, "h" + e, 1, new RecordingExecutorConnection()));
            }
        }
        return slots;
    }

    private static String where(Map<SharedSlot, Slot> placement, int vertex, int subtask) {
        Slot slot = placement.entrySet().stream()
                .filter(entry -> entry.getKey().subtasks().contains(new SubtaskId(vertexId(vertex), subtask)))
                .findFirst()
                .orElseThrow()
                .getValue();
        return slot.executor() + "/" + slot.index();
    }

    @Test
    void aGroupNeedsAsManySlotsAsItsHighestParallelism() {
        assertThat(SlotSharing.slotsNeeded(line(vertex(1, 2), vertex(2, 4), vertex(3, 1))))
                .isEqualTo(4);
    }

    @Test
    void groupsDoNotShareSlots() {
        JobGraph graph = line(vertex(1, 2), vertex(2, 3, "own", false, List.of()));
        assertThat(SlotSharing.slotsNeeded(graph)).isEqualTo(5);
        assertThat(SlotSharing.of(graph))
                .hasSize(5)
                .allSatisfy(slot -> assertThat(slot.subtasks()).hasSize(1));
    }

    @Test
    void subtasksOfEqualNumberShareASlot() {
        JobGraph graph = line(vertex(1, 2), vertex(2, 4));
        Map<SharedSlot, Slot> placement = Placement.place(SlotSharing.of(graph), slots(2, 2), Balance.FILL);
        assertThat(where(placement, 1, 0)).isEqualTo(where(placement, 2, 0));
        assertThat(where(placement, 1, 1)).isEqualTo(where(placement, 2, 1));
        assertThat(new HashSet<>(placement.values())).hasSize(4);
    }

    @Test
    void fillingKeepsNeighboursTogether() {
        Map<SharedSlot, Slot> placement =
                Placement.place(SlotSharing.of(line(vertex(1, 4))), slots(2, 2), Balance.FILL);
        assertThat(List.of(
                        where(placement, 1, 0), where(placement, 1, 1), where(placement, 1, 2), where(placement, 1, 3)))
                .containsExactly("e0/0", "e0/1", "e1/0", "e1/1");
    }

    @Test
    void spreadingDealsOutOneExecutorAfterTheOther() {
        Map<SharedSlot, Slot> placement =
                Placement.place(SlotSharing.of(line(vertex(1, 4))), slots(2, 2), Balance.SPREAD);
        assertThat(List.of(
                        where(placement, 1, 0), where(placement, 1, 1), where(placement, 1, 2), where(placement, 1, 3)))
                .containsExactly("e0/0", "e1/0", "e0/1", "e1/1");
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void theOrderInWhichSlotsAreGivenDoesNotMatter(Balance balance) {
        List<Slot> slots = slots(3, 3);
        JobGraph graph = line(vertex(1, 9), vertex(2, 5));
        Map<SharedSlot, Slot> expected = Placement.place(SlotSharing.of(graph), slots, balance);
        List<Slot> shuffled = new ArrayList<>(slots);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(Placement.place(SlotSharing.of(graph), shuffled, balance)).isEqualTo(expected);
    }

    @Test
    void tooFewSlotsAreRefused() {
        assertThatThrownBy(() -> Placement.place(SlotSharing.of(line(vertex(1, 3))), slots(1, 2), Balance.FILL))
                .hasMessage("3 slots are needed, 2 were given");
    }
}
