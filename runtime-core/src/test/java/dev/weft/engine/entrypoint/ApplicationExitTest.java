package dev.weft.engine.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.view.FailureHistory;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ApplicationExitTest {

    private static JobView job(JobStatus status, List<Failure> failures) {
        return new JobView(
                new JobID(),
                "counting",
                status,
                1,
                OptionalLong.of(2),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                FailureHistory.of(failures),
                Map.of());
    }

    @Test
    void theUsersOwnExceptionIsTheFirstLineThatTheClusterShows() {
        ApplicationExit exit = ApplicationExit.of(job(
                JobStatus.FAILED,
                List.of(new Failure(
                        1,
                        FailureCause.of(ErrorCode.USER_CODE, new IllegalStateException("fifty is too much")),
                        Optional.of("Map (1/2)"),
                        Optional.of(new ExecutorId("container_1")),
                        Optional.empty()))));

        assertThat(exit.diagnostics())
                .startsWith("java.lang.IllegalStateException: fifty is too much\n"
                        + "job 'counting' failed in Map (1/2) on container_1\n");
        assertThat(exit.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(exit.exit()).isEqualTo(ProcessExit.JOB_FAILED);
    }

    @Test
    void ofOurOwnFailuresTheMessageIsShownWithoutItsType() {
        ApplicationExit exit = ApplicationExit.of(job(
                JobStatus.FAILED,
                List.of(new Failure(
                        1,
                        FailureCause.of(
                                ErrorCode.EXECUTOR_LOST,
                                new WeftException(ErrorCode.EXECUTOR_LOST, "container_1 exited with code 137")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))));

        assertThat(exit.diagnostics()).startsWith("container_1 exited with code 137\njob 'counting' failed\n");
    }

    @Test
    void aCancelledJobIsNoFailureOfTheProcess() {
        ApplicationExit exit = ApplicationExit.of(job(JobStatus.CANCELED, List.of()));

        assertThat(exit)
                .isEqualTo(new ApplicationExit(Outcome.CANCELED, "job 'counting' was cancelled", ProcessExit.SUCCESS));
    }
}
