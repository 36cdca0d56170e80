package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.TestJobs;
import dev.weft.engine.view.JobView;
import dev.weft.yarn.common.launch.ProcessExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ApplicationMasterTest {

    private static final JobID JOB = TestJobs.JOB;

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<String> told = new ArrayList<>();
    private final ApplicationMaster master = new ApplicationMaster(loop, clock, () -> told.add("clean up"));
    private final ApplicationMaster.Jobs jobs = new ApplicationMaster.Jobs() {
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
        master.run(jobs, () -> new JobSubmission(TestJobs.line(TestJobs.vertex(1, 1)), List.of()));
        loop.runAll();
        told.clear();
    }

    private void end() {
        master.onJobEnded(new JobView(
                JOB,
                "counting",
                JobStatus.FINISHED,
                1,
                OptionalLong.of(2),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Map.of()));
        loop.runAll();
    }

    @Test
    void withoutAClientTheApplicationEndsWithItsJob() {
        run();
        end();
        assertThat(told).containsExactly("clean up", "finish SUCCEEDED ");
        master.onFinished();
        loop.runAll();
        assertThat(master.ended()).isCompletedWithValueMatching(ending -> ending.exit() == ProcessExit.SUCCESS);
    }

    @Test
    void aClientThatWaitsGetsItsResultFirstAndTheEndFollowsAtOnce() {
        run();
        master.watch().onWaitBegun(JOB);
        end();
        assertThat(told).containsExactly("clean up");
        master.watch().onSent(JOB);
        loop.runAll();
        assertThat(told).containsExactly("clean up", "finish SUCCEEDED ");
        loop.advance(Duration.ofSeconds(10));
        assertThat(told).hasSize(2);
    }

    @Test
    void aClientThatDoesNotFetchItsResultIsNotWaitedForLong() {
        run();
        master.watch().onWaitBegun(JOB);
        end();
        loop.advance(Duration.ofMillis(2900));
        assertThat(told).containsExactly("clean up");
        loop.advance(Duration.ofMillis(200));
        assertThat(told).containsExactly("clean up", "finish SUCCEEDED ");
    }

    @Test
    void aResultThatIsFetchedBeforeTheMasterKnowsOfTheEndCounts() {
        run();
        master.watch().onWaitBegun(JOB);
        master.watch().onSent(JOB);
        loop.runAll();
        assertThat(told).isEmpty();
        end();
        assertThat(told).containsExactly("clean up", "finish SUCCEEDED ");
    }

    @Test
    void aJobThatCannotBeReadEndsTheApplicationWithTheReason() {
        master.run(jobs, () -> {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, "job.graph is gone");
        });
        loop.runAll();
        assertThat(told).containsExactly("clean up", "finish FAILED job.graph is gone");
    }

    @Test
    void aFatalFailureEndsTheApplicationWhenItsJobDoesNot() {
        run();
        master.onFatal(new WeftException(ErrorCode.INTERNAL, "the dispatcher failed"));
        loop.advance(Duration.ofSeconds(4));
        assertThat(told).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("clean up", "finish FAILED the dispatcher failed");
        end();
        assertThat(told).hasSize(2);
    }
}
