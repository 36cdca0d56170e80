package dev.weft.engine.jobmaster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.testing.FakeCheckpointStorage;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.testing.TestJobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestorePointTest {

    private final ManualEventLoop loop = new ManualEventLoop(new ManualClock());
    private final FakeCheckpointStorage storage = new FakeCheckpointStorage();
    private final CheckpointFiles files = new CheckpointFiles(storage, loop::execute, loop);
    private final CheckpointSetup setup = CheckpointSetup.of(
            TestJobs.line(TestJobs.vertex(1, 1)),
            Configuration.fromMap(
                    Map.of("execution.checkpointing.interval", "10 s", "execution.checkpointing.num-retained", "2")));
    private final CheckpointLedger ledger = new CheckpointLedger(setup.settings());
    private final RestorePoint restorePoint = new RestorePoint(
            setup, ledger, files, new CheckpointDisposal(setup.graph().jobId(), files));
    private final List<String> answers = new ArrayList<>();

    private static CheckpointMetadata metadata(long id) {
        return new CheckpointMetadata(id, 0, Kind.CHECKPOINT, List.of());
    }

    /** The write of a checkpoint has failed; perhaps it was carried out. */
    private void doubt(long id, boolean carriedOut) {
        if (carriedOut) {
            storage.put("chk-" + id, metadata(id));
        }
        restorePoint.doubt(files.writeOf(metadata(id), "chk-" + id, true), new IOException("timed out"));
    }

    private void complete(long id) {
        storage.put("chk-" + id, metadata(id));
        ledger.adopt(new CompletedCheckpoint(metadata(id), "chk-" + id, "chk-" + id, true));
    }

    private void settle() {
        answers.clear();
        loop.execute(() -> restorePoint.settle(
                () -> answers.add("from " + restorePoint.state().checkpointId()),
                failure -> answers.add(failure.getMessage())));
        loop.runAll();
    }

    @Test
    void aCheckpointThatWasWrittenAfterAllIsTheLatest() {
        complete(4);
        doubt(5, true);
        settle();
        assertThat(answers).containsExactly("from 5");
        assertThat(storage.discarded()).isEmpty();
    }

    @Test
    void whatWasNotWrittenIsDiscarded() {
        complete(4);
        doubt(5, false);
        settle();
        assertThat(answers).containsExactly("from 4");
        assertThat(storage.discarded()).containsExactly("chk-5");
    }

    @Test
    void aCheckpointThatWasWrittenAfterAllDoesNotReplaceALaterOneByWhichTasksHaveCommitted() {
        doubt(5, true);
        complete(6);
        settle();
        assertThat(answers).containsExactly("from 6");
        assertThat(storage.discarded()).containsExactly("chk-5");
    }

    @Test
    void ofSeveralUnknownOutcomesNoneIsForgotten() {
        complete(4);
        doubt(5, true);
        doubt(6, false);
        settle();
        assertThat(answers).containsExactly("from 5");
        assertThat(storage.discarded()).containsExactly("chk-6");
        assertThat(restorePoint.isInDoubt()).isFalse();
    }

    @Test
    void nothingIsDecidedWhileTheStorageIsAway() {
        complete(4);
        doubt(5, true);
        storage.readFailure = Optional.of(new IOException("no route to host"));
        settle();
        assertThat(answers)
                .containsExactly(
                        "it is not known whether checkpoint 5 is complete: chk-5 cannot be read: no route to host");
        assertThat(storage.discarded()).isEmpty();
        storage.readFailure = Optional.empty();
        settle();
        assertThat(answers).containsExactly("from 5");
    }
}
