package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Part;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The checkpoints of one job: when the next is due, which are pending and whom they await, which are complete and kept,
 * and when too many have failed. Time comes in with every call; decisions are returned and carried out by the {@link
 * CheckpointCoordinator}, whose loop owns it.
 *
 * <p>Ids increase by one and are never used twice. Only one checkpoint is PREPARING at a time, since enumerators hold
 * back commands meanwhile. When a checkpoint completes, pending ones with lower ids are subsumed.
 */
@LoopOwned
final class CheckpointLedger {

    /** Longest wait before a checkpoint that ended tasks wait for is repeated after a failure. */
    static final Duration RETRY = Duration.ofSeconds(1);

    /** What becomes of an acknowledgement. */
    enum Answer {
        /** Nobody waits for it: of another checkpoint or attempt, too late, or a duplicate. */
        IGNORED,
        COUNTED,
        /** It was the last one: the metadata is written next. */
        LAST
    }

    /**
     * What follows from a completion.
     *
     * @param subsumed pending checkpoints with lower ids, which are given up
     * @param discarded completed ones that are no longer kept
     */
    record Completion(List<PendingCheckpoint> subsumed, List<CompletedCheckpoint> discarded) {}

    private final CheckpointSettings settings;
    private final TreeMap<Long, PendingCheckpoint> pending = new TreeMap<>();
    private final Deque<CompletedCheckpoint> completed = new ArrayDeque<>();
    private final Deque<CheckpointOrder> orders = new ArrayDeque<>();
    private final Set<ExecutionAttemptId> waiting = new HashSet<>();
    private boolean savepointTaken;
    private boolean steady;
    private boolean demanded;
    private long nextId = 1;
    private int failuresInARow;
    private long periodicFromNs;
    private long demandedFromNs;

    CheckpointLedger(CheckpointSettings settings) {
        this.settings = settings;
    }

    // ---- when -------------------------------------------------------------------------------------------------------

    /** All tasks run or have finished: checkpoints may be taken. The first periodic one is due an interval from now. */
    void becomeSteady(long nowNs) {
        if (!steady) {
            steady = true;
            settings.interval().ifPresent(interval -> periodicFromNs = nowNs + interval.toNanos());
        }
    }

    /** Tasks are being deployed, or end: none may be taken. */
    void becomeUnsteady() {
        steady = false;
    }

    boolean isSteady() {
        return steady;
    }

    /** A user asks for a checkpoint or savepoint. */
    void order(CheckpointOrder order) {
        orders.add(order);
    }

    /** Whether a user's checkpoint is to be taken or under way. */
    boolean hasOrders() {
        return !orders.isEmpty()
                || pending.values().stream().anyMatch(each -> each.order().byUser());
    }

    /** Takes back an order; false when its checkpoint was begun. */
    boolean drop(CheckpointOrder order) {
        return orders.remove(order);
    }

    /** Takes back the orders that no checkpoint was begun for. */
    List<CheckpointOrder> dropOrders() {
        List<CheckpointOrder> dropped = List.copyOf(orders);
        orders.clear();
        return dropped;
    }

    /**
     * This task has ended its input and its outputs, and finishes by a checkpoint that is triggered from now on.
     *
     * @return the pending checkpoints that await its part: nobody knows whether that is from before or after its end, and
     *     after its end it passes no barrier on
     */
    List<PendingCheckpoint> await(ExecutionAttemptId task, long nowNs) {
        waiting.add(task);
        demand(nowNs);
        return awaiting(task);
    }

    private List<PendingCheckpoint> awaiting(ExecutionAttemptId task) {
        return pending.values().stream().filter(each -> each.awaits(task)).toList();
    }

    private void demand(long fromNs) {
        demanded = true;
        demandedFromNs = fromNs;
    }

    /** How long until the next checkpoint is due, at least 0; empty when none becomes due by itself. */
    OptionalLong nanosUntilDue(long nowNs) {
        if (!steady
                || isPreparing()
                || pending.values().stream().anyMatch(each -> each.order().stops())) {
            return OptionalLong.empty();
        }
        if (!orders.isEmpty()) {
            boolean waits = settings.mayOvertake() && !pending.isEmpty();
            return waits ? OptionalLong.empty() : OptionalLong.of(0);
        }
        if (pending.size() >= settings.maxConcurrent()) {
            return OptionalLong.empty();
        }
        OptionalLong due = OptionalLong.empty();
        if (settings.interval().isPresent()) {
            due = OptionalLong.of(Math.max(0, periodicFromNs - nowNs));
        }
        if (demanded) {
            long asked = Math.max(0, demandedFromNs - nowNs);
            due = OptionalLong.of(due.isPresent() ? Math.min(due.getAsLong(), asked) : asked);
        }
        return due;
    }

    private boolean isPreparing() {
        return pending.values().stream().anyMatch(each -> each.phase() == Phase.PREPARING);
    }

    // ---- pending ----------------------------------------------------------------------------------------------------

    /** Begins the checkpoint that is due. */
    PendingCheckpoint begin(long nowNs, long nowMs) {
        CheckpointOrder order = orders.isEmpty() ? CheckpointOrder.ofTheJob() : orders.remove();
        PendingCheckpoint begun = new PendingCheckpoint(nextId++, order, nowNs, nowMs);
        pending.put(begun.id(), begun);
        demanded &= !order.commits();
        settings.interval().ifPresent(interval -> periodicFromNs = nowNs + interval.toNanos());
        return begun;
    }

    Optional<PendingCheckpoint> pending(long id) {
        return Optional.ofNullable(pending.get(id));
    }

    /** Those that are pending, the oldest first. */
    List<PendingCheckpoint> pending() {
        return List.copyOf(pending.values());
    }

    /** Whether metadata is being written. */
    boolean isStoring() {
        return pending.values().stream().anyMatch(each -> each.phase() == Phase.STORING);
    }

    Answer acknowledge(ExecutionAttemptId task, long id, Part part) {
        Optional<PendingCheckpoint> awaiting = pending(id).filter(each -> each.awaits(task));
        if (awaiting.isEmpty()) {
            return Answer.IGNORED;
        }
        awaiting.get().add(task, part);
        return awaiting.get().phase() == Phase.STORING ? Answer.LAST : Answer.COUNTED;
    }

    /** This task's attempt has ended; returns the pending checkpoints that await it in vain. */
    List<PendingCheckpoint> onTaskEnded(ExecutionAttemptId task) {
        waiting.remove(task);
        return awaiting(task);
    }

    // ---- outcomes ---------------------------------------------------------------------------------------------------

    /**
     * The checkpoint has failed: declined, too late, or not stored.
     *
     * @return whether more have failed in a row than the job tolerates; then they are counted anew
     */
    boolean fail(long id, long nowNs) {
        PendingCheckpoint failed = end(id, nowNs);
        if (!waiting.isEmpty()) {
            long retryNs =
                    Math.min(RETRY.toNanos(), settings.interval().orElse(RETRY).toNanos());
            demand(nowNs + retryNs);
        }
        if (failed.order().byUser()) {
            return false;
        }
        failuresInARow++;
        boolean tooMany = failuresInARow > settings.tolerableFailures();
        if (tooMany) {
            failuresInARow = 0;
        }
        return tooMany;
    }

    /** The checkpoint is given up for what is not its fault; it does not count as a failure. */
    void abort(long id, long nowNs) {
        end(id, nowNs);
        if (!waiting.isEmpty()) {
            demand(nowNs);
        }
    }

    /** As {@link #abort}; another one, for the same order, is due at once. */
    void abortAndRepeat(long id, long nowNs) {
        PendingCheckpoint aborted = end(id, nowNs);
        if (aborted.order().byUser()) {
            orders.addFirst(aborted.order());
        } else {
            demand(nowNs);
        }
    }

    private PendingCheckpoint end(long id, long nowNs) {
        PendingCheckpoint ended = pending.remove(id);
        periodicFromNs = Math.max(periodicFromNs, nowNs + settings.minPause().toNanos());
        return ended;
    }

    /** The metadata is durable. */
    Completion complete(CompletedCheckpoint done, long nowNs) {
        PendingCheckpoint ended = end(done.id(), nowNs);
        savepointTaken |= !done.owned();
        if (!ended.order().commits()) {
            return new Completion(List.of(), List.of());
        }
        failuresInARow = 0;
        List<PendingCheckpoint> subsumed = pending.headMap(done.id()).values().stream()
                .filter(each -> each.phase() != Phase.STORING)
                .toList();
        subsumed.forEach(each -> pending.remove(each.id()));
        return new Completion(subsumed, adopt(done));
    }

    /**
     * Goes on from this checkpoint, which another run has taken, or of which it was not known whether it was stored, unless a later one
     * is complete.
     *
     * @return completed ones that are no longer kept, perhaps this one
     */
    List<CompletedCheckpoint> adopt(CompletedCheckpoint found) {
        continueAbove(found.id());
        List<CompletedCheckpoint> replaced = new ArrayList<>();
        if (latest().filter(later -> later.id() > found.id()).isPresent()) {
            replaced.add(found);
        } else {
            completed.add(found);
        }
        while (completed.size() > settings.retained()) {
            replaced.add(completed.remove());
        }
        return replaced.stream().filter(CompletedCheckpoint::owned).toList();
    }

    /** This id was used before, by this JobManager or another one. */
    void continueAbove(long id) {
        nextId = Math.max(nextId, id + 1);
    }

    /** The checkpoint that a restart goes on from. */
    Optional<CompletedCheckpoint> latest() {
        return Optional.ofNullable(completed.peekLast());
    }

    /** The completed checkpoints that are kept, the oldest first. */
    List<CompletedCheckpoint> completed() {
        return List.copyOf(completed);
    }

    /** Whether a savepoint was completed, which stays when the job has ended. */
    boolean isSavepointTaken() {
        return savepointTaken;
    }

    /** The tasks that {@link #await} a checkpoint, until they have finished: they pass no barrier on. */
    Set<ExecutionAttemptId> waiting() {
        return Set.copyOf(waiting);
    }
}
