package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.testing.ManualEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Splits that are assigned around a checkpoint: of two sources, the second gives its state later than the first. */
class EnumeratorCheckpointTest extends JobMasterRig {

    private final List<ManualEventLoop> first = new ArrayList<>();
    private final List<ManualEventLoop> second = new ArrayList<>();

    @Override
    EventLoop loopOf(String name) {
        ManualEventLoop own = new ManualEventLoop(clock);
        switch (name) {
            case "enumerator-first" -> first.add(own);
            case "enumerator-second" -> second.add(own);
            default -> {
                return loop;
            }
        }
        return own;
    }

    private static JobVertex source(int number, String name) {
        Payload source = UserObjects.write(new NumberSequenceSource(1, 10), "source");
        return vertex(number, 1, "default", false, List.of(new SourceCoordinatorSpec(0, name, source)));
    }

    private void runTwoSources() {
        JobGraph graph = new JobGraph(
                JOB,
                "test job",
                false,
                Map.of(
                        "execution.checkpointing.interval",
                        "10 s",
                        "restart-strategy.exponential-delay.jitter-factor",
                        "0.0"),
                List.of(source(1, "first"), source(2, "second")),
                List.of());
        running(graph);
        settle();
        signal(1, 0, new SourceSignal.ReaderRegistered("h0"));
    }

    /** Runs all loops but that of the second enumerator. */
    private void settleFirst() {
        for (int i = 0; i < 5; i++) {
            loop.runAll();
            List.copyOf(first).forEach(ManualEventLoop::runAll);
        }
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            settleFirst();
            List.copyOf(second).forEach(ManualEventLoop::runAll);
        }
    }

    private void signal(int vertex, int attempt, SourceSignal signal) {
        slots.client.onMessage(E0, new CoordinatorEvent(JOB, attempt(vertex, 0, attempt), 0, signal));
        settleFirst();
    }

    private void acknowledge(int vertex, long checkpointId) {
        slots.client.onMessage(
                E0,
                new CheckpointAcknowledged(
                        JOB,
                        attempt(vertex, 0),
                        checkpointId,
                        StateCodec.encode(Map.of()),
                        new CheckpointTimings(0, 0, 0, 0, 0, 0, 0, 0, false),
                        false));
        settle();
    }

    private void breakFirst() {
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", "boom", "trace");
        report(E0, attempt(1, 0), TaskState.FAILED, Optional.of(cause), Map.of());
    }

    private List<MasterMessage> sent() {
        return to0.sent().stream()
                .filter(message -> message instanceof TriggerCheckpoint
                        || message instanceof ReaderEvent event && event.command() instanceof SourceCommand.AddSplits)
                .toList();
    }

    private long splitsGiven() {
        return sent().stream().filter(ReaderEvent.class::isInstance).count();
    }

    @Test
    void aSplitThatIsAssignedAfterTheEnumeratorsStateWasTakenReachesTheReaderAfterTheTrigger() {
        runTwoSources();
        loop.advance(Duration.ofSeconds(10));
        settleFirst();
        signal(1, 0, new SourceSignal.SplitRequested("h0"));
        assertThat(sent())
                .as("the split is held back until the second source has given its state")
                .isEmpty();
        settle();
        assertThat(sent()).hasSize(2);
        assertThat(sent().get(0)).isInstanceOf(TriggerCheckpoint.class);
    }

    @Test
    void aSplitThatIsHeldBackGoesOutWhenTheCheckpointIsGivenUp() {
        runTwoSources();
        loop.advance(Duration.ofSeconds(10));
        settleFirst();
        signal(1, 0, new SourceSignal.SplitRequested("h0"));
        assertThat(splitsGiven()).isZero();
        FailureCause cause = new FailureCause(ErrorCode.USER_CODE, "T", "boom", "trace");
        report(E0, attempt(2, 0), TaskState.FAILED, Optional.of(cause), Map.of());
        assertThat(splitsGiven()).as("only the other region restarts").isEqualTo(1);
        assertThat(to0.sent(TriggerCheckpoint.class)).isEmpty();
    }

    @Test
    void aRestoredEnumeratorGivesWhatItHadNotGivenAtTheCheckpointAndNothingElse() {
        runTwoSources();
        loop.advance(Duration.ofSeconds(10));
        settle();
        acknowledge(1, 1);
        acknowledge(2, 1);
        signal(1, 0, new SourceSignal.SplitRequested("h0"));
        assertThat(splitsGiven()).isEqualTo(1);
        breakFirst();
        loop.advance(Duration.ofSeconds(1));
        settle();
        report(E0, attempt(1, 0, 1), TaskState.RUNNING, Optional.empty(), Map.of());
        signal(1, 1, new SourceSignal.ReaderRegistered("h0"));
        signal(1, 1, new SourceSignal.SplitRequested("h0"));
        assertThat(splitsGiven()).as("the split was given after the checkpoint").isEqualTo(2);
    }

    @Test
    void aSplitThatWasGivenBeforeTheCheckpointIsTheReadersAndIsNotGivenAgain() {
        runTwoSources();
        signal(1, 0, new SourceSignal.SplitRequested("h0"));
        loop.advance(Duration.ofSeconds(10));
        settle();
        acknowledge(1, 1);
        acknowledge(2, 1);
        breakFirst();
        loop.advance(Duration.ofSeconds(1));
        settle();
        report(E0, attempt(1, 0, 1), TaskState.RUNNING, Optional.empty(), Map.of());
        signal(1, 1, new SourceSignal.ReaderRegistered("h0"));
        signal(1, 1, new SourceSignal.SplitRequested("h0"));
        assertThat(splitsGiven()).isEqualTo(1);
    }
}
