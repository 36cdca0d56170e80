package dev.weft.engine.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.TestJobs;
import dev.weft.engine.view.FailureHistory;
import dev.weft.engine.view.JobView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PerJobApplicationTest {

    private static final JobID JOB = TestJobs.JOB;

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<String> told = new ArrayList<>();
    private final PerJobApplication application = new PerJobApplication(loop, clock);
    private final PerJobApplication.Jobs jobs = new PerJobApplication.Jobs() {
        @Override
        public void submit(JobSubmission job) {
            told.add("submit " + job.graph().jobId());
        }

        @Override
        public void finish(Outcome outcome, String diagnostics) {
            told.add("finish " + outcome + " " + diagnostics);
        }
    };

    private void run() {
        clock.advance(Duration.ofMinutes(1));
        application.run(jobs, () -> new JobSubmission(TestJobs.line(TestJobs.vertex(1, 1)), List.of()));
        loop.runAll();
        told.clear();
    }

    private void end() {
        application.onJobEnded(new JobView(
                JOB,
                "counting",
                JobStatus.FINISHED,
                1,
                OptionalLong.of(2),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                FailureHistory.NONE,
                Map.of()));
        loop.runAll();
    }

    @Test
    void withoutAClientTheApplicationEndsWithItsJob() {
        run();
        end();
        assertThat(told).containsExactly("finish SUCCEEDED ");
        application.onFinished();
        loop.runAll();
        assertThat(application.ended()).isCompletedWithValueMatching(ending -> ending.exit() == ProcessExit.SUCCESS);
    }

    @Test
    void aClientThatWaitsGetsItsResultFirstAndTheEndFollowsAtOnce() {
        run();
        application.results().onWaitBegun(JOB);
        end();
        assertThat(told).isEmpty();
        send();
        assertThat(told).containsExactly("finish SUCCEEDED ");
        loop.advance(Duration.ofSeconds(10));
        assertThat(told).hasSize(1);
    }

    @Test
    void whoStopsTheJobAndWhoFollowsItBothGetTheirResults() {
        run();
        application.results().onWaitBegun(JOB);
        application.results().onWaitBegun(JOB);
        send();
        end();
        assertThat(told).isEmpty();
        send();
        assertThat(told).containsExactly("finish SUCCEEDED ");
    }

    /** As the server does when a long poll is over. */
    private void send() {
        application.results().onWaitEnded(JOB);
        application.results().onSent(JOB);
        loop.runAll();
    }

    @Test
    void aClientThatDoesNotFetchItsResultIsNotWaitedForLong() {
        run();
        application.results().onWaitBegun(JOB);
        end();
        loop.advance(Duration.ofMillis(2900));
        assertThat(told).isEmpty();
        loop.advance(Duration.ofMillis(200));
        assertThat(told).containsExactly("finish SUCCEEDED ");
    }

    @Test
    void aResultThatIsFetchedBeforeTheMasterKnowsOfTheEndCounts() {
        run();
        application.results().onWaitBegun(JOB);
        send();
        assertThat(told).isEmpty();
        end();
        assertThat(told).containsExactly("finish SUCCEEDED ");
    }

    @Test
    void aJobThatCannotBeReadEndsTheApplicationWithTheReason() {
        application.run(jobs, () -> {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, "job.graph is gone");
        });
        loop.runAll();
        assertThat(told).containsExactly("finish FAILED job.graph is gone");
    }

    @Test
    void aFatalFailureEndsTheApplicationWhenItsJobDoesNot() {
        run();
        application.onFatal(new WeftException(ErrorCode.INTERNAL, "the dispatcher failed"));
        loop.advance(Duration.ofSeconds(4));
        assertThat(told).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("finish FAILED the dispatcher failed");
        end();
        assertThat(told).hasSize(1);
    }
}
