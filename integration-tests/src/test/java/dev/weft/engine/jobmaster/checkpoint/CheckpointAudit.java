package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.MetadataAudit;
import dev.weft.simulation.kernel.Peek;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Invariant check of one job's checkpoints, run between two steps of a simulation: ids are never used twice, the latest
 * complete checkpoint is never replaced by an older one, and every checkpoint that is kept is there, durable.
 */
public final class CheckpointAudit {

    private final CheckpointLedger ledger;
    private long latest;
    private long next;

    public CheckpointAudit(CheckpointCoordinator coordinator) {
        ledger = Peek.at(coordinator, "ledger");
    }

    /**
     * What is wrong, if something is, after files were deleted: metadata is there that names a file that is not, or the
     * job can go on from no checkpoint although it had one.
     *
     * @param goesOn whether the job may have to restart
     */
    public Optional<String> checkFiles(Predicate<String> isDurable, boolean goesOn) {
        List<CompletedCheckpoint> completed = ledger.completed();
        for (CompletedCheckpoint kept : completed) {
            List<String> lost = MetadataAudit.lost(kept.metadata(), isDurable);
            if (!lost.isEmpty() && isThere(kept, isDurable)) {
                return Optional.of("I-CP: " + kept.describe() + " names " + lost.get(0) + ", which is not there");
            }
        }
        boolean restorable = completed.isEmpty() || completed.stream().anyMatch(kept -> isThere(kept, isDurable));
        return goesOn && !restorable
                ? Optional.of("I-CP: none of the checkpoints that are kept is there: "
                        + completed.stream().map(CompletedCheckpoint::describe).toList())
                : Optional.empty();
    }

    private static boolean isThere(CompletedCheckpoint kept, Predicate<String> isDurable) {
        return kept.directory().isEmpty() || isDurable.test(kept.directory() + "/_metadata");
    }

    /**
     * What is wrong, if something is.
     *
     * @param isDurable whether the file at this address is there and survives its writer
     */
    public Optional<String> check(Predicate<String> isDurable) {
        long nextNow = Peek.<Long>at(ledger, "nextId");
        if (nextNow < next) {
            return Optional.of(
                    "I-CP: the next checkpoint will be " + nextNow + ", but " + (next - 1) + " was begun before");
        }
        next = nextNow;
        List<CompletedCheckpoint> completed = ledger.completed();
        long latestNow =
                completed.isEmpty() ? 0 : completed.get(completed.size() - 1).id();
        if (latestNow < latest) {
            return Optional.of("I-CP: the latest complete checkpoint was " + latest + " and is " + latestNow);
        }
        if (latestNow == latest) {
            return Optional.empty();
        }
        latest = latestNow;
        return completed.stream()
                .filter(kept -> !kept.directory().isEmpty())
                .filter(kept -> !isDurable.test(kept.directory() + "/_metadata"))
                .findFirst()
                .map(kept -> "I-CP: " + kept.describe() + " is complete, but its metadata is not there");
    }
}
