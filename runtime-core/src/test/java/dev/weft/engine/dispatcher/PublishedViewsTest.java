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

class PublishedViewsTest {

    private final PublishedViews views = new PublishedViews(1, 2);

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
        views.publish(job(1, JobStatus.CREATED));
        views.publish(job(2, JobStatus.CREATED));
        views.publish(job(1, JobStatus.RUNNING));
        assertThat(views.get().jobs())
                .extracting(JobView::status)
                .containsExactly(JobStatus.RUNNING, JobStatus.CREATED);
        assertThat(views.get().epoch()).isEqualTo(2);
    }

    @Test
    void theOldestEndedJobsAreForgottenAndRunningOnesNever() {
        views.publish(job(0, JobStatus.RUNNING));
        for (int i = 1; i <= PublishedViews.REMEMBERED_JOBS + 5; i++) {
            views.publish(job(i, JobStatus.FINISHED));
        }
        assertThat(views.get().jobs()).hasSize(PublishedViews.REMEMBERED_JOBS + 1);
        assertThat(views.job(new JobID(0, 0))).isPresent();
        assertThat(views.job(new JobID(0, 5))).isEmpty();
        assertThat(views.job(new JobID(0, 6))).isPresent();
    }
}
