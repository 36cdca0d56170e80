package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import dev.weft.engine.view.CheckpointStatistics.Restored;
import dev.weft.engine.view.CheckpointStatistics.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Remembers what has become of the latest checkpoints. Owned by the JobMaster's loop. */
@LoopOwned
final class CheckpointHistory {

    private final int most;
    private final Deque<Checkpoint> ended = new ArrayDeque<>();
    private long restored;
    private long completed;
    private long failed;
    private Optional<Checkpoint> latestCompleted = Optional.empty();
    private Optional<Checkpoint> latestSavepoint = Optional.empty();
    private Optional<Checkpoint> latestFailed = Optional.empty();
    private Optional<Restored> latestRestored = Optional.empty();

    /** @param most how many ended checkpoints are remembered, besides the latest of each kind */
    CheckpointHistory(int most) {
        this.most = most;
    }

    void onCompleted(PendingCheckpoint checkpoint, String address, long nowMs) {
        completed++;
        Checkpoint done = view(checkpoint, Status.COMPLETED, OptionalLong.of(nowMs), address, "");
        if (done.kind().isSavepoint()) {
            latestSavepoint = Optional.of(done);
        } else {
            latestCompleted = Optional.of(done);
        }
        remember(done);
    }

    void onFailed(PendingCheckpoint checkpoint, String why, long nowMs) {
        failed++;
        Checkpoint done = view(checkpoint, Status.FAILED, OptionalLong.of(nowMs), "", why);
        latestFailed = Optional.of(done);
        remember(done);
    }

    void onRestored(CompletedCheckpoint from, long nowMs) {
        restored++;
        latestRestored =
                Optional.of(new Restored(from.id(), from.metadata().kind().isSavepoint(), nowMs, from.address()));
    }

    private void remember(Checkpoint done) {
        ended.addFirst(done);
        if (ended.size() > most) {
            ended.removeLast();
        }
    }

    CheckpointStatistics statistics(Collection<PendingCheckpoint> pending) {
        List<Checkpoint> recent = new ArrayList<>(ended);
        pending.forEach(each -> recent.add(view(each, Status.IN_PROGRESS, OptionalLong.empty(), "", "")));
        recent.sort(Comparator.comparingLong(Checkpoint::id).reversed());
        return new CheckpointStatistics(
                restored, completed, failed, recent, latestCompleted, latestSavepoint, latestFailed, latestRestored);
    }

    private static Checkpoint view(
            PendingCheckpoint checkpoint, Status status, OptionalLong endedMs, String address, String failure) {
        Map<SubtaskId, CheckpointStatistics.Part> parts = new HashMap<>();
        checkpoint
                .parts()
                .forEach((task, part) -> parts.put(
                        task.subtaskId(), new CheckpointStatistics.Part(part.timings(), part.acknowledgedMs())));
        return new Checkpoint(
                checkpoint.id(),
                checkpoint.order().kind(),
                status,
                checkpoint.triggeredMs(),
                endedMs,
                checkpoint.awaited(),
                parts,
                address,
                failure);
    }
}
