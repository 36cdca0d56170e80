package dev.weft.engine.dispatcher;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.line;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.jobmaster.JobMasterDependencies;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.jobmaster.Slot;
import dev.weft.engine.jobmaster.SlotProvider;
import dev.weft.engine.testing.FakeCheckpointStorage;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.RecordingExecutorConnection;
import dev.weft.engine.usercode.UserCode;
import dev.weft.engine.view.ClusterCommands.Taken;
import dev.weft.engine.view.JobView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The Dispatcher, with jobs that wait for slots: they are listed, published, and end. */
class DispatcherTest {

    private static final JobID OTHER = new JobID(0, 2);

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<ManualEventLoop> jobLoops = new ArrayList<>();
    private final RecordingSlotProvider slots = new RecordingSlotProvider();
    private final RecordingListener listener = new RecordingListener();
    private final PublishedViews views = new PublishedViews(0, 1);
    private final Dispatcher dispatcher = new Dispatcher(
            loop,
            slots,
            new JobMasterDependencies(
                    1,
                    clock,
                    (name, faults) -> startLoop(),
                    loop,
                    UserCode.of((name, entries) -> getClass().getClassLoader()),
                    Balance.FILL,
                    (settings, job) -> new FakeCheckpointStorage(),
                    new Random(1)),
            views,
            listener);

    private EventLoop startLoop() {
        ManualEventLoop started = new ManualEventLoop(clock);
        jobLoops.add(started);
        return started;
    }

    /** Until nobody has anything to do: what one loop does gives another one work. */
    private void run() {
        for (int round = 0; round < 10; round++) {
            loop.runAll();
            List.copyOf(jobLoops).forEach(ManualEventLoop::runAll);
        }
    }

    private void submit(JobID id) {
        dispatcher.submit(new JobSubmission(line(id, vertex(1, 2)), List.of()));
        run();
    }

    private JobStatus status(JobID id) {
        return views.job(id).orElseThrow().status();
    }

    @Test
    void aJobAsksForItsSlotsAndIsShown() {
        submit(JOB);

        assertThat(slots.required).containsExactly(Map.entry(JOB, 2));
        assertThat(status(JOB)).isEqualTo(JobStatus.CREATED);
    }

    @Test
    void aJobThatIsSubmittedTwiceRunsOnce() {
        submit(JOB);
        slots.required.clear();
        submit(JOB);

        assertThat(slots.required).isEmpty();
        assertThat(views.get().jobs()).hasSize(1);
    }

    @Test
    void aJobThatHasEndedIsNotStartedAgain() {
        submit(JOB);
        dispatcher.cancelJob(JOB);
        run();
        slots.required.clear();
        submit(JOB);

        assertThat(slots.required).isEmpty();
        assertThat(status(JOB)).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void cancelEndsTheJobThatIsMeantAndNoOther() {
        submit(JOB);
        submit(OTHER);
        dispatcher.cancelJob(OTHER);
        run();

        assertThat(listener.ended).containsExactly(OTHER + " CANCELED");
        assertThat(slots.released).containsExactly(OTHER);
        assertThat(status(JOB)).isEqualTo(JobStatus.CREATED);
        assertThat(status(OTHER)).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void anUnknownJobCannotBeCancelled() {
        submit(JOB);
        dispatcher.cancelJob(OTHER);
        run();

        assertThat(listener.ended).isEmpty();
    }

    @Test
    void anEndIsShownBeforeItIsTold() {
        List<JobStatus> shown = new ArrayList<>();
        listener.onEnded = job -> shown.add(status(job.id()));
        submit(JOB);
        dispatcher.cancelJob(JOB);
        run();

        assertThat(shown).containsExactly(JobStatus.CANCELED);
    }

    @Test
    void aFailureOfTheClusterFailsEveryJobWithItsReason() {
        submit(JOB);
        submit(OTHER);
        dispatcher.failAll(new WeftException(ErrorCode.EXTERNAL_SERVICE, "the cluster is lost"));
        run();

        assertThat(listener.ended).containsExactlyInAnyOrder(JOB + " FAILED", OTHER + " FAILED");
        assertThat(views.job(JOB).orElseThrow().failures())
                .singleElement()
                .extracting(failure -> failure.cause().message())
                .isEqualTo("the cluster is lost");
    }

    @Test
    void aFailureOfTheClusterDoesNotReachJobsThatHaveEnded() {
        submit(JOB);
        dispatcher.cancelJob(JOB);
        run();
        listener.ended.clear();
        dispatcher.failAll(new WeftException(ErrorCode.EXTERNAL_SERVICE, "the cluster is lost"));
        run();

        assertThat(listener.ended).isEmpty();
        assertThat(status(JOB)).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void ofAJobThatDoesNotRunThereIsNothingToCollect() {
        CompletableFuture<Fetched> unknown = dispatcher.fetchCollected(JOB, "sink", 0);
        run();
        assertThat(unknown).isCompletedWithValue(Fetched.ENDED);

        submit(JOB);
        dispatcher.cancelJob(JOB);
        run();
        CompletableFuture<Fetched> ended = dispatcher.fetchCollected(JOB, "sink", 0);
        run();
        assertThat(ended).isCompletedWithValue(Fetched.ENDED);
    }

    @Test
    void aRequestForResultsIsAnsweredWhateverTheTaskDoes() {
        submit(JOB);
        giveSlots(JOB);
        CompletableFuture<Fetched> answer = dispatcher.fetchCollected(JOB, "sink", 0);
        run();
        clock.advance(Duration.ofSeconds(1));
        run();

        assertThat(answer).isCompletedWithValue(Fetched.NONE);
    }

    @Test
    void aStopThatReachesItsJobInTheLastMomentIsRefused() {
        submit(JOB);
        dispatcher.cancelJob(JOB);
        CompletableFuture<Taken> stopped = dispatcher.stopWithSavepoint(JOB, true, false, Optional.of("/savepoints"));
        run();

        assertThat(stopped)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("no checkpoint or savepoint was taken");
    }

    private void giveSlots(JobID id) {
        RecordingExecutorConnection silent = new RecordingExecutorConnection();
        ExecutorId executor = new ExecutorId("e0");
        slots.clients
                .get(id)
                .onSlots(
                        slots.declarations.get(id),
                        List.of(new Slot(executor, 0, "h0", 10, silent), new Slot(executor, 1, "h0", 10, silent)));
        run();
    }

    private static final class RecordingSlotProvider implements SlotProvider {
        final Map<JobID, Integer> required = new LinkedHashMap<>();
        final Map<JobID, Long> declarations = new LinkedHashMap<>();
        final Map<JobID, Client> clients = new LinkedHashMap<>();
        final List<JobID> released = new ArrayList<>();

        @Override
        public void declare(JobID job, Declaration declaration, Client who) {
            required.put(job, declaration.count());
            declarations.put(job, declaration.number());
            clients.put(job, who);
        }

        @Override
        public void release(JobID job) {
            released.add(job);
        }
    }

    private static final class RecordingListener implements JobManager.Listener {
        final List<String> ended = new ArrayList<>();
        Consumer<JobView> onEnded = job -> {};

        @Override
        public void onJobEnded(JobView job) {
            ended.add(job.id() + " " + job.status());
            onEnded.accept(job);
        }

        @Override
        public void onFatal(WeftException failure) {
            throw failure;
        }

        @Override
        public void onFinished() {}
    }
}
