package dev.weft.engine.jobmaster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointHistoryTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void theOldestAreForgottenButCounted(int most) {
        CheckpointHistory history = new CheckpointHistory(most);
        for (long id = 1; id <= 3; id++) {
            history.onFailed(new PendingCheckpoint(id, CheckpointOrder.ofTheJob(), 0, 0), "the disk is full", id);
        }

        CheckpointStatistics statistics = history.statistics(List.of());
        assertThat(statistics.recent())
                .extracting(Checkpoint::id)
                .isEqualTo(List.of(3L, 2L).subList(0, most));
        assertThat(statistics.failed()).isEqualTo(3);
        assertThat(statistics.latestFailed().orElseThrow().id()).isEqualTo(3);
    }
}
