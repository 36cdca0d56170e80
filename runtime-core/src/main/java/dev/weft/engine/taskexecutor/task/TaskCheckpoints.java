package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.EventLoop.Timer;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.InFlightCapture;
import dev.weft.engine.exchange.IoCounters;
import dev.weft.engine.exchange.Output;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.TaskChannels;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.spi.SnapshotOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Checkpoints of one task: aligns barriers, takes snapshots between two records, has I/O threads write them, and tells
 * the operators whether checkpoints are complete or aborted. Belongs to the thread of its task.
 *
 * <p>A triggered snapshot waits while an output has used up its reserve, so that the barrier does not block the task.
 * Source commands that come meanwhile wait as well: the enumerator sent them after its own snapshot, so their splits must
 * not be in this one.
 *
 * <p>In an unaligned checkpoint the snapshot is taken as soon as a barrier is queued in some channel. Records that were
 * sent before a barrier and processed after the snapshot are captured; when the barriers of all channels are queued, the
 * snapshot is written together with them. Barriers that may not overtake their channel's records are waited for first. An aligned checkpoint with a timeout becomes one when the timeout has passed.
 */
final class TaskCheckpoints {

    /** Snapshots that may be written at once; the next one is declined. */
    static final int MOST_WRITTEN = 4;

    /** What the task lends. */
    record Parts(
            Chain chain,
            TaskChannels channels,
            Mailbox mailbox,
            Backpressure backpressure,
            IoCounters counters,
            EventLoop timers,
            IoExecutor io,
            SnapshotWriting.Environment environment,
            CheckpointAnswers answers) {}

    /**
     * A snapshot that was taken.
     *
     * @param syncMs how long that took
     * @param ended whether the input had ended then
     * @param endedGates the inputs of the chain's head that had
     */
    private record Cut(
            CheckpointRequest request,
            Map<OperatorId, OperatorSnapshot> snapshots,
            long syncMs,
            boolean ended,
            Set<Integer> endedGates) {}

    /** A snapshot, and the records in flight that belong to it as far as they are known. */
    private record Capturing(Cut cut, InFlightCapture capture) {}

    private final Parts parts;
    private final Clock clock;
    private final BarrierAlignment alignment;
    private final Map<Long, SnapshotWriting> writing = new HashMap<>();
    private final ArrayDeque<Runnable> afterBarrier = new ArrayDeque<>();
    private Optional<CheckpointRequest> waiting = Optional.empty();
    private Optional<Capturing> capturing = Optional.empty();
    private Optional<Timer> alignmentTimeout = Optional.empty();
    private final Suspension suspension;
    private InputLoop loop = InputLoop.NONE;
    private boolean drained;
    private long arrivedId;
    private long arrivedNs;
    private long arrivedMs;
    private long arrivedBytes;
    private boolean inputEnded;
    private long firstAfterEnd = Long.MAX_VALUE;
    private boolean endIsCovered;
    private boolean released;

    TaskCheckpoints(Parts parts) {
        this.parts = parts;
        this.clock = parts.environment.clock();
        this.alignment = new BarrierAlignment(
                parts.channels.inputs().channelCount(), parts.channels.inputs().alignedChannels());
        this.suspension = new Suspension(parts.backpressure);
    }

    /** Sets what feeds the chain, before it runs. */
    void begin(InputLoop input) {
        loop = input;
        parts.channels.inputs().whenSighted(() -> parts.mailbox.put(this::onSighted));
    }

    // ---- what starts a checkpoint ----

    /** The channel that was polled last has delivered a barrier. */
    void onBarrier(CheckpointRequest request) {
        noteArrival(request);
        int channel = parts.channels.inputs().position();
        if (isCapturing(request.checkpointId())) {
            capturing.orElseThrow().capture.complete(channel);
        }
        writeIfCaptured();
        due(alignment.barrier(channel, request)).ifPresent(this::takeAtBarrier);
    }

    /** The loop has room when it polls a barrier; one that overtakes may be polled before it was sighted. */
    private void takeAtBarrier(CheckpointRequest request) {
        if (request.alignment() == Alignment.UNALIGNED) {
            takeWhenThereIsRoom(request);
        } else {
            take(request);
        }
    }

    /** The channel that was polled last has ended; called before its end is passed on. */
    void onEnd() {
        int channel = parts.channels.inputs().position();
        capturing.ifPresent(each -> each.capture.complete(channel));
        writeIfCaptured();
        due(alignment.end(channel)).ifPresent(this::take);
    }

    /** Barriers that overtake, or ends of inputs, are queued in some channels. Called by a mail. */
    private void onSighted() {
        parts.channels.inputs().forEachSighted((channel, barrier) -> {
            barrier.ifPresent(request -> {
                noteArrival(request);
                if (request.alignment() == Alignment.UNALIGNED) {
                    due(alignment.overtake(request)).ifPresent(this::takeWhenThereIsRoom);
                }
            });
            capturing.ifPresent(each -> each.capture.look(channel));
        });
        writeIfCaptured();
    }

    /** The barriers of this checkpoint have waited long enough: here, and in the outputs. */
    private void onAlignmentTimeout(CheckpointRequest request) {
        parts.channels.outputs().forEach(output -> output.hurry(request.checkpointId()));
        due(alignment.overtake(request.overtaking())).ifPresent(this::takeWhenThereIsRoom);
    }

    /** The JobManager's request, where no channel brings a barrier. Called by a mail. */
    void trigger(CheckpointRequest request) {
        noteArrival(request);
        due(alignment.trigger(request)).ifPresent(this::takeWhenThereIsRoom);
    }

    private void noteArrival(CheckpointRequest request) {
        if (request.checkpointId() > arrivedId) {
            arrivedId = request.checkpointId();
            arrivedNs = clock.nanoTime();
            arrivedMs = clock.epochMs();
            arrivedBytes = parts.counters.bytesIn();
            alignmentTimeout.ifPresent(Timer::cancel);
            alignmentTimeout = request.alignmentTimeoutMs() == CheckpointRequest.NEVER
                    ? Optional.empty()
                    : Optional.of(parts.timers.schedule(
                            leftOfTimeout(request), () -> parts.mailbox.put(() -> onAlignmentTimeout(request))));
        }
    }

    /** Counted from the trigger, as far as the JobManager's clock agrees with the executor's. */
    private Duration leftOfTimeout(CheckpointRequest request) {
        long goneMs = Math.max(0, arrivedMs - request.timestampMs());
        return Duration.ofMillis(Math.max(0, request.alignmentTimeoutMs() - goneMs));
    }

    private Optional<CheckpointRequest> due(BarrierAlignment.Step step) {
        step.givenUp().ifPresent(this::supersede);
        if (step.unblock()) {
            parts.channels.inputs().unblock();
        }
        if (step.block()) {
            parts.channels.inputs().block();
        }
        return step.due();
    }

    private void supersede(CheckpointRequest older) {
        parts.answers.declined(
                older.checkpointId(),
                new IllegalStateException("a barrier of checkpoint " + arrivedId + " came before all barriers of "
                        + older + ", which is given up"));
    }

    private void takeWhenThereIsRoom(CheckpointRequest request) {
        waiting.ifPresent(this::supersede);
        waiting = Optional.empty();
        boolean overtakes = request.mayOvertake();
        if (overtakes ? parts.backpressure.takesBarrier() : parts.backpressure.leavesReserve()) {
            take(request);
        } else {
            waiting = Optional.of(request);
            parts.mailbox.putBarrier(overtakes, () -> takeWaiting(request));
        }
    }

    private void takeWaiting(CheckpointRequest request) {
        if (waiting.filter(request::equals).isPresent()) {
            take(request);
            endWait();
        }
    }

    private void endWait() {
        waiting = Optional.empty();
        for (Runnable next = afterBarrier.poll(); next != null; next = afterBarrier.poll()) {
            next.run();
        }
    }

    /** Runs a source's command now, or when the snapshot that waits for room has been taken. */
    void runBehindBarrier(Runnable command) {
        if (waiting.isPresent()) {
            afterBarrier.add(command);
        } else {
            command.run();
        }
    }

    // ---- the snapshot ----

    private void take(CheckpointRequest request) {
        long id = request.checkpointId();
        capturing.ifPresent(each -> supersede(each.cut.request));
        endCapture();
        if (writing.values().stream().filter(each -> !each.isAnswered()).count() >= MOST_WRITTEN) {
            parts.answers.declined(
                    id,
                    new IllegalStateException(
                            MOST_WRITTEN + " snapshots of earlier checkpoints are still being written by this task"));
            return;
        }
        long begunNs = clock.nanoTime();
        if (request.next() == CheckpointRequest.Next.DRAIN && !inputEnded) {
            parts.channels.outputs().forEach(Output::keepEnd);
            drained = true;
            inputEnded = true;
            loop.drain();
        }
        Optional<Map<OperatorId, OperatorSnapshot>> cuts = cut(request);
        if (cuts.isEmpty()) {
            return;
        }
        if (inputEnded) {
            firstAfterEnd = Math.min(firstAfterEnd, id);
        }
        Cut cut = new Cut(request, cuts.get(), sinceMs(begunNs), parts.chain.hasEnded(), loop.endedGates());
        if (request.alignment() == Alignment.UNALIGNED) {
            capture(cut);
        } else {
            write(cut, Optional.empty(), begunNs);
        }
        if (request.next() != CheckpointRequest.Next.GO_ON) {
            suspension.begin(request);
        }
    }

    private long sinceMs(long fromNs) {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - fromNs);
    }

    private void capture(Cut cut) {
        InFlightCapture capture = parts.channels.inputs().capture(cut.request.checkpointId(), alignment.missing());
        loop.captureLeft(capture);
        capture.look();
        capturing = Optional.of(new Capturing(cut, capture));
        writeIfCaptured();
    }

    private void writeIfCaptured() {
        if (capturing.isPresent() && capturing.get().capture.isComplete()) {
            Capturing complete = capturing.get();
            capturing = Optional.empty();
            parts.channels.inputs().endCapture();
            write(complete.cut, Optional.of(complete.capture), clock.nanoTime());
        }
    }

    /** Gives up the records in flight and the snapshot that they belong to. */
    private void endCapture() {
        capturing.ifPresent(each -> {
            each.cut.snapshots.values().forEach(OperatorSnapshot::close);
            each.capture.release();
        });
        capturing = Optional.empty();
        parts.channels.inputs().endCapture();
    }

    private boolean isCapturing(long checkpointId) {
        return capturing
                .filter(each -> each.cut.request.checkpointId() == checkpointId)
                .isPresent();
    }

    /** Whether the records that are taken out of channels belong to a checkpoint. */
    boolean isCapturing() {
        return capturing.isPresent();
    }

    /** The batch that was polled last. */
    void capture(Batch batch) {
        capturing.ifPresent(each -> each.capture.add(parts.channels.inputs().position(), batch, 0));
    }

    private void write(Cut cut, Optional<InFlightCapture> inFlight, long alignedNs) {
        SnapshotWriting.Taken taken = new SnapshotWriting.Taken(
                Math.max(0, arrivedMs - cut.request.timestampMs()),
                TimeUnit.NANOSECONDS.toMillis(alignedNs - arrivedNs),
                cut.syncMs,
                parts.counters.bytesIn() - arrivedBytes,
                cut.ended,
                cut.endedGates);
        write(new SnapshotWriting(
                cut.request,
                cut.snapshots,
                inFlight,
                taken,
                parts.environment,
                parts.answers,
                written -> parts.mailbox.put(() -> writing.remove(written.checkpointId(), written))));
    }

    /**
     * Emits the barrier and takes the snapshots. A failure before all outputs have the barrier fails the task: records
     * may be lost halfway. A later one only declines the checkpoint, unless the task has emitted its end for it.
     */
    private Optional<Map<OperatorId, OperatorSnapshot>> cut(CheckpointRequest request) {
        boolean[] emitted = {false};
        try {
            return Optional.of(parts.chain.snapshot(orderOf(request), request.timestampMs(), () -> {
                parts.channels.outputs().forEach(output -> output.barrier(request));
                emitted[0] = true;
            }));
        } catch (TaskCanceledException canceled) {
            throw canceled;
        } catch (RuntimeException failure) {
            if (!emitted[0] || drained) {
                throw failure;
            }
            parts.answers.declined(request.checkpointId(), failure);
            return Optional.empty();
        }
    }

    /** A canonical savepoint, and state that travels in messages, is in the portable format. */
    private static SnapshotOrder orderOf(CheckpointRequest request) {
        boolean portable = request.kind() == CheckpointRequest.Kind.CANONICAL_SAVEPOINT
                || request.directory().isEmpty();
        return new SnapshotOrder(request.checkpointId(), portable, request.base());
    }

    private void write(SnapshotWriting next) {
        writing.put(next.checkpointId(), next);
        try {
            parts.io.execute(next);
        } catch (WeftException full) {
            writing.remove(next.checkpointId());
            next.abort();
            parts.answers.declined(next.checkpointId(), full);
        }
    }

    // ---- the fate of a checkpoint; called by mails ----

    /** @param allEnded whether all instances of the task's vertex had ended their input at it */
    void completed(long checkpointId, boolean allEnded) {
        parts.chain.checkpointComplete(checkpointId);
        endIsCovered |= checkpointId >= firstAfterEnd;
        Optional<CheckpointRequest> ended = suspension.end(checkpointId);
        if (ended.isPresent() && (drained || !inputEnded)) {
            throw new StoppedException(ended.get().toString());
        }
        released |= allEnded || ended.isPresent();
    }

    void aborted(long checkpointId) {
        due(alignment.abort(checkpointId));
        SnapshotWriting unfinished = writing.get(checkpointId);
        if (unfinished != null) {
            unfinished.abort();
        }
        if (isCapturing(checkpointId)) {
            endCapture();
        }
        if (waiting.filter(request -> request.checkpointId() == checkpointId).isPresent()) {
            endWait();
        }
        parts.chain.checkpointAborted(checkpointId);
        if (suspension.end(checkpointId).isPresent()) {
            if (drained) {
                throw new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "savepoint " + checkpointId
                                + " failed after the task had emitted the end of its input for it; the"
                                + " job has to go on from its latest checkpoint");
            }
            parts.mailbox.wake();
        }
    }

    /** Whether the task processes nothing, because it is to stop with a checkpoint that is not complete yet. */
    boolean isSuspended() {
        return !suspension.hasRoom();
    }

    // ---- the end ----

    /** All operators have processed the end of their input: a snapshot from now on contains all that they hold back. */
    void onEndOfInput() {
        inputEnded = true;
        parts.chain.end();
    }

    /** Whether a checkpoint is complete whose snapshot was taken after the end of the input. */
    boolean coversTheEnd() {
        return endIsCovered;
    }

    /**
     * Whether the task's state is needed no more after its end: a checkpoint is complete at which all instances of its
     * vertex had ended, or with which the job stops.
     */
    boolean isReleased() {
        return released;
    }

    /** Whether no snapshot waits or is being written, but for aborted ones: their writers may hang. */
    boolean isQuiet() {
        return waiting.isEmpty()
                && capturing.isEmpty()
                && writing.values().stream().allMatch(SnapshotWriting::isAborted);
    }

    /** The task ends: gives up what is being written. */
    void close() {
        alignmentTimeout.ifPresent(Timer::cancel);
        endCapture();
        writing.values().forEach(SnapshotWriting::abort);
    }
}
