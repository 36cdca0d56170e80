package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.core.execution.RestoreMode;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.StorageFailures;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.MetadataWrite.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job goes on from when its tasks are deployed: the latest completed checkpoint, at first the state that the job
 * was submitted with, else nothing. Deployments wait until that is certain. Owned by the JobMaster's loop.
 */
@LoopOwned
final class RestorePoint {

    private static final Logger LOG = LoggerFactory.getLogger(RestorePoint.class);

    /** A checkpoint of which it is not known whether it is complete. */
    private record Doubted(MetadataWrite write, Throwable why) {}

    private final CheckpointLedger ledger;
    private final CheckpointFiles files;
    private final CheckpointDisposal disposal;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Doubted> doubted = new ArrayDeque<>();
    private JobGraph graph;
    private Optional<CheckpointSetup.From> submitted;
    private Optional<CompletedCheckpoint> first = Optional.empty();
    private boolean idsAreKnown;

    RestorePoint(CheckpointSetup setup, CheckpointLedger ledger, CheckpointFiles files, CheckpointDisposal disposal) {
        this.graph = setup.graph();
        this.submitted = setup.from();
        this.idsAreKnown = !setup.settings().isEnabled() || !files.areDurable();
        this.ledger = ledger;
        this.files = files;
        this.disposal = disposal;
    }

    /** The job, with the numbers of key groups of the state that it was submitted with. */
    JobGraph graph() {
        return graph;
    }

    /** It is not known whether this write was carried out. */
    void doubt(MetadataWrite write, Throwable why) {
        doubted.add(new Doubted(write, why));
    }

    boolean isDoubted(String directory) {
        return doubted.stream().anyMatch(each -> each.write().directory().equals(directory));
    }

    boolean isInDoubt() {
        return !doubted.isEmpty();
    }

    /** A write was decided: what has waited for it goes on. */
    void onStored() {
        while (!waiting.isEmpty() && !ledger.isStoring()) {
            waiting.remove().run();
        }
    }

    /** Runs the action when no metadata is being written any more: now, or later on the loop. */
    void whenStored(Runnable action) {
        if (ledger.isStoring()) {
            waiting.add(action);
        } else {
            action.run();
        }
    }

    /** Makes certain what tasks go on from. One of the callbacks follows, at once when it is certain already. */
    void settle(Runnable ready, Consumer<WeftException> failed) {
        whenStored(() -> {
            if (!idsAreKnown) {
                open(ready, failed);
            } else if (isInDoubt()) {
                lookAfter(doubted.element(), ready, failed);
            } else if (submitted.isPresent()) {
                read(submitted.get(), ready, failed);
            } else {
                ready.run();
            }
        });
    }

    private void open(Runnable ready, Consumer<WeftException> failed) {
        files.open(
                highest -> {
                    idsAreKnown = true;
                    ledger.continueAbove(highest);
                    settle(ready, failed);
                },
                failure -> failed.accept(refusal("the job cannot take checkpoints", failure)));
    }

    /** A restart can help, or nothing but another setting. */
    private static WeftException refusal(String what, Throwable failure) {
        return new WeftException(
                StorageFailures.mayPass(failure) ? ErrorCode.EXTERNAL_SERVICE : ErrorCode.INVALID_CONFIGURATION,
                what + ": " + failure.getMessage(),
                failure);
    }

    private void lookAfter(Doubted doubt, Runnable ready, Consumer<WeftException> failed) {
        files.settle(doubt.write(), doubt.why(), outcome -> {
            if (outcome instanceof Outcome.Unknown unknown) {
                failed.accept(new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "it is not known whether checkpoint "
                                + doubt.write().metadata().checkpointId() + " is complete: "
                                + doubt.write().directory() + " cannot be read: "
                                + unknown.why().getMessage(),
                        unknown.why()));
                return;
            }
            if (doubted.remove(doubt)) {
                settled(doubt.write(), outcome);
            }
            settle(ready, failed);
        });
    }

    private void settled(MetadataWrite write, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            LOG.info(
                    "Job [{}]: {} is complete after all",
                    graph.jobId(),
                    done.checkpoint().describe());
            disposal.completed(done.checkpoint().id());
            adopt(done.checkpoint());
        } else {
            disposal.discard(write);
        }
    }

    private void read(CheckpointSetup.From from, Runnable ready, Consumer<WeftException> failed) {
        files.read(
                from.address(),
                checkpoint -> {
                    if (submitted.isPresent()) {
                        fit(from, checkpoint, ready, failed);
                    } else {
                        settle(ready, failed);
                    }
                },
                failure -> failed.accept(refusal("the job cannot go on from '" + from.address() + "'", failure)));
    }

    private void fit(
            CheckpointSetup.From from, CheckpointMetadata checkpoint, Runnable ready, Consumer<WeftException> failed) {
        JobGraph fitted;
        try {
            fitted = Restore.fit(graph, checkpoint, from.address(), from.mayLeaveState());
        } catch (WeftException unfit) {
            failed.accept(unfit);
            return;
        }
        Runnable start = () -> {
            if (submitted.isPresent()) {
                graph = fitted;
                start(from, checkpoint);
            }
            settle(ready, failed);
        };
        if (from.mode() == RestoreMode.CLAIM) {
            files.claim(
                    from.directory(),
                    start,
                    failure -> failed.accept(refusal("the job cannot claim '" + from.address() + "'", failure)));
        } else {
            start.run();
        }
    }

    private void start(CheckpointSetup.From from, CheckpointMetadata checkpoint) {
        LOG.info("Job [{}] goes on from '{}': {}", graph.jobId(), from.address(), Restore.describe(graph, checkpoint));
        boolean claimed = from.mode() == RestoreMode.CLAIM;
        disposal.restored(checkpoint, from.mode());
        CompletedCheckpoint restored =
                new CompletedCheckpoint(checkpoint, from.directory(), from.address(), claimed, claimed);
        first = Optional.of(restored);
        adopt(restored);
        submitted = Optional.empty();
    }

    /** Whether the job was submitted with a state, and has no later one. */
    boolean isAtSubmittedState() {
        return first.isPresent() && first.equals(ledger.latest());
    }

    private void adopt(CompletedCheckpoint checkpoint) {
        ledger.adopt(checkpoint).forEach(disposal::discard);
    }

    /** The state of {@link CheckpointLedger#latest}. */
    RestoredState state() {
        return ledger.latest()
                .map(latest -> RestoredState.of(latest.metadata()))
                .orElse(RestoredState.NONE);
    }
}
