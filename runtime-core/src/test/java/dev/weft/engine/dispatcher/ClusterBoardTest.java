package dev.weft.engine.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.view.FailureHistory;
import dev.weft.engine.view.JobView;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClusterBoardTest {

    private final ClusterBoard board = new ClusterBoard(1, 2);

    private static JobView job(long number, JobStatus status) {
        return new JobView(
                new JobID(0, number),
                "job " + number,
                status,
                0,
                OptionalLong.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                FailureHistory.NONE,
                Map.of());
    }

    @Test
    void theLatestViewOfAJobReplacesTheOneBeforeAndKeepsItsPlace() {
        board.pin(job(1, JobStatus.CREATED));
        board.pin(job(2, JobStatus.CREATED));
        board.pin(job(1, JobStatus.RUNNING));
        assertThat(board.get().jobs())
                .extracting(JobView::status)
                .containsExactly(JobStatus.RUNNING, JobStatus.CREATED);
        assertThat(board.get().epoch()).isEqualTo(2);
    }

    @Test
    void theOldestEndedJobsAreForgottenAndRunningOnesNever() {
        board.pin(job(0, JobStatus.RUNNING));
        for (int i = 1; i <= ClusterBoard.REMEMBERED_JOBS + 5; i++) {
            board.pin(job(i, JobStatus.FINISHED));
        }
        assertThat(board.get().jobs()).hasSize(ClusterBoard.REMEMBERED_JOBS + 1);
        assertThat(board.job(new JobID(0, 0))).isPresent();
        assertThat(board.job(new JobID(0, 5))).isEmpty();
        assertThat(board.job(new JobID(0, 6))).isPresent();
    }
}
