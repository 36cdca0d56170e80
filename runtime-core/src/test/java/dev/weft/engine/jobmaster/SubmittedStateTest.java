package dev.weft.engine.jobmaster;

import static dev.weft.engine.testing.TestJobs.operator;
import static dev.weft.engine.testing.TestJobs.vertex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobStatus;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.UnusableStorageException;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Jobs that go on from the state of another run; the test plays the executors. */
class SubmittedStateTest extends CheckpointedJobRig {

    private static CheckpointMetadata savepoint(int vertex, int parallelism, int maxParallelism) {
        Map<Integer, InstanceCheckpoint> instances = new HashMap<>();
        for (int i = 0; i < parallelism; i++) {
            KeyGroupRange groups = KeyGroupRange.of(i, parallelism, maxParallelism);
            KeyedPiece keyed = new KeyedPiece(
                    KeyedPiece.PORTABLE, groups, new long[groups.size()], List.of(new InlineBytes(new byte[] {(byte) i
                    })));
            instances.put(
                    i,
                    new InstanceCheckpoint(new OperatorPieces(OptionalLong.of(7), List.of(keyed), List.of()), false));
        }
        return new CheckpointMetadata(
                7,
                0,
                CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                List.of(new OperatorCheckpoint(
                        operator(vertex).id(), "counts", parallelism, maxParallelism, instances, Optional.empty())));
    }

    @Test
    void aJobGoesOnFromTheSavepointThatItWasSubmittedWithAndCountsOnAboveItsId() {
        checkpoints.put("s7", savepoint(2, 1, 128));
        running(connected("execution.state-recovery.path", "s7"));
        OperatorPieces first = restored(2, 0, 0).orElseThrow();
        assertThat(first.checkpointId()).hasValue(7);
        assertThat(first.keyed()).extracting(KeyedPiece::groups).containsExactly(KeyGroupRange.of(0, 2, 128));
        assertThat(restored(1, 0, 0).orElseThrow().checkpointId())
                .as("an operator without state there is told that it is a restore")
                .hasValue(7);
        loop.advance(INTERVAL);
        assertThat(requests()).extracting(CheckpointRequest::checkpointId).containsExactly(8L);
        acknowledgeAll(8, 0);
        assertThat(checkpoints.discarded()).as("a savepoint is its user's").isEmpty();
    }

    @Test
    void aSavepointThatTheJobHasClaimedIsDiscardedWhenACheckpointReplacesIt() {
        checkpoints.put("s7/_metadata", savepoint(2, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7/_metadata", "execution.state-recovery.claim-mode", "CLAIM"));
        loop.advance(INTERVAL);
        assertThat(checkpoints.discarded()).isEmpty();
        acknowledgeAll(8, 0);
        assertThat(checkpoints.discarded()).containsExactly("s7");
    }

    @Test
    void aClaimedSavepointStaysWhenTheJobFailsBeforeItHasACheckpointOfItsOwn() {
        checkpoints.put("s7", savepoint(2, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7",
                "execution.state-recovery.claim-mode", "CLAIM",
                "restart-strategy.type", "none"));
        failForGood();
        assertThat(checkpoints.complete()).containsOnlyKeys("s7");
    }

    @Test
    void theOlderNameOfThePathIsUnderstood() {
        checkpoints.put("s7", savepoint(2, 2, 128));
        running(connected("execution.savepoint.path", "s7"));
        assertThat(restored(2, 0, 0).orElseThrow().checkpointId()).hasValue(7);
    }

    @Test
    void aDerivedNumberOfKeyGroupsGivesWayToThatOfTheState() {
        checkpoints.put("s7", savepoint(2, 2, 64));
        running(connected("execution.state-recovery.path", "s7"));
        assertThat(to0.sent(Deploy.class).get(0).topology().vertices().get(1).maxParallelism())
                .isEqualTo(64);
    }

    @Test
    void aGivenNumberOfKeyGroupsThatIsAnotherIsRefusedWithTheNumbers() {
        checkpoints.put("s7", savepoint(2, 2, 1));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause())
                .isEqualTo("operator 'v2' has parallelism 2, but its state at s7 has max parallelism 1; lower the"
                        + " parallelism: keyed state keeps the number that it was written with");
        assertThat(to0.sent(Deploy.class)).isEmpty();
    }

    /** Of a source function of which the first instance had ended. */
    private static CheckpointMetadata partlyEnded(int parallelism) {
        Map<Integer, InstanceCheckpoint> instances = Map.of(
                0, new InstanceCheckpoint(OperatorPieces.NONE, true), 1, new InstanceCheckpoint(pieces(7, 1), false));
        return new CheckpointMetadata(
                7,
                0,
                CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                List.of(new OperatorCheckpoint(
                        operator(1).id(), "numbers", parallelism, 128, instances, Optional.empty())));
    }

    @Test
    void aSourceFunctionThatHadEndedInPartGoesOnWithTheSameParallelism() {
        checkpoints.put("s7", partlyEnded(2));
        running(connected("execution.state-recovery.path", "s7"));
        assertThat(latestDeployment().get(attempt(1, 0)).ended()).isTrue();
        assertThat(restored(1, 1, 0)).contains(pieces(7, 1));
    }

    @Test
    void aSourceFunctionThatHadEndedInPartIsRefusedAnotherParallelism() {
        checkpoints.put("s7", partlyEnded(3));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(rootCause())
                .isEqualTo(
                        "source 'numbers' had ended in 1 of 3 instances at s7; go on with parallelism 3: with another"
                                + " one it is not known what these have emitted");
    }

    @Test
    void stateWithoutAnOperatorIsRefused() {
        checkpoints.put("s7", savepoint(5, 2, 128));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(rootCause())
                .isEqualTo("the state at s7 has operators that the job does not have: 'counts' ("
                        + operator(5).id().hex()
                        + "); give the operators of the job the same uids, or leave this state behind"
                        + " (--allowNonRestoredState, execution.state-recovery.ignore-unclaimed-state)");
    }

    @Test
    void stateWithoutAnOperatorIsLeftBehindWhenThatIsAllowed() {
        checkpoints.put("s7", savepoint(5, 2, 128));
        running(connected(
                "execution.state-recovery.path", "s7", "execution.state-recovery.ignore-unclaimed-state", "true"));
        assertThat(restored(2, 0, 0)).contains(new OperatorPieces(OptionalLong.of(7), List.of(), List.of()));
    }

    @Test
    void aJobWhoseCheckpointsAreOnAFileSystemThatNobodyKnowsFailsAtOnce() {
        checkpoints.openFailure =
                Optional.of(new UnsupportedFileSystemSchemeException("there is no file system for the scheme 'foo'"));
        start(connected("restart-strategy.type", "fixed-delay", "restart-strategy.fixed-delay.attempts", "10"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause())
                .isEqualTo("the job cannot take checkpoints: there is no file system for the scheme 'foo'");
    }

    @Test
    void aDirectoryForCheckpointsThatIsRefusedFailsTheJobBeforeItRuns() {
        checkpoints.openFailure = Optional.of(new FileSystemRefusedException("permission denied: /c"));
        start(connected("restart-strategy.type", "fixed-delay", "restart-strategy.fixed-delay.attempts", "10"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job cannot take checkpoints: permission denied: /c");
        assertThat(to0.sent(Deploy.class)).isEmpty();
    }

    /** FLINK-14091: when the storage is back, checkpoints are taken, with ids above those that were used before. */
    @Test
    void aDirectoryForCheckpointsThatDoesNotAnswerIsOpenedAgainAtTheNextRestart() {
        checkpoints.highestId = 12;
        checkpoints.openFailure = Optional.of(new FileSystemUnavailableException("HDFS is in safe mode"));
        start(connected());
        giveSlots();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(rootCause()).isEqualTo("the job cannot take checkpoints: HDFS is in safe mode");

        checkpoints.openFailure = Optional.empty();
        loop.advance(RESTART);
        assertThat(latestDeployment()).isNotEmpty();
        run(1);
        for (long id = 13; id <= 15; id++) {
            loop.advance(INTERVAL);
            acknowledgeAll(id, 1);
        }
        assertThat(completions()).containsExactly(13L, 14L, 15L);
    }

    @Test
    void aDamagedSavepointFailsTheJobAtOnce() {
        checkpoints.readFailure = Optional.of(new UnusableStorageException("s7/_metadata is damaged at byte 5"));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job cannot go on from 's7': s7/_metadata is damaged at byte 5");
    }

    @Test
    void aSavepointWhoseStorageIsAwayIsReadAgainAtTheNextRestart() {
        checkpoints.put("s7", savepoint(2, 1, 128));
        checkpoints.readFailure = Optional.of(new ConnectException("Connection refused"));
        start(connected("execution.state-recovery.path", "s7"));
        giveSlots();
        assertThat(listener.last().status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(rootCause()).isEqualTo("the job cannot go on from 's7': Connection refused");

        checkpoints.readFailure = Optional.empty();
        loop.advance(RESTART);
        assertThat(latestDeployment()).isNotEmpty();
    }

    @Test
    void aPathWithNothingThereFailsTheJobWithOneLine() {
        start(connected("execution.state-recovery.path", "nowhere"));
        giveSlots();
        assertThat(listener.ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(rootCause()).isEqualTo("the job cannot go on from 'nowhere': there is no checkpoint at nowhere");
    }
}
