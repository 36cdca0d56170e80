package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.WatermarkAlignmentParams;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.util.clock.RelativeClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Watermark alignment: pauses a source reader while its watermark is too far ahead of the slowest source of its
 * alignment group. The reader reports its watermark to the JobMaster at an interval and gets back the limit of its
 * group. Single splits that are ahead are paused one by one if the reader supports it; if it does not, and the job
 * allows that, it reads on. Belongs to the thread of its task.
 */
final class SourceAlignment {

    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final WatermarkAlignmentParams params;
    private final int operator;
    private final TaskContext task;
    private final ActivityClock clock;
    private final Set<String> pausedSplits = new HashSet<>();
    private boolean unaligned;
    private SourceOutputs outputs;
    private SourceReader<?, ?> reader;
    private CompletableFuture<Void> resumed = AT_ONCE;
    // no limit before the first answer
    private long limit = Long.MIN_VALUE;

    /** @param operator the source's position in its chain */
    SourceAlignment(WatermarkAlignmentParams params, int operator, TaskContext task, ActivityClock clock) {
        this.params = params;
        this.operator = operator;
        this.task = task;
        this.clock = clock;
    }

    void start(SourceOutputs ofReader, SourceReader<?, ?> sourceReader) {
        outputs = ofReader;
        reader = sourceReader;
        report();
    }

    private void report() {
        alignSplits();
        long watermark = outputs.isIdle() ? Long.MAX_VALUE : outputs.watermark();
        task.signal(
                operator,
                new SourceSignal.WatermarkReported(
                        params.getWatermarkGroup(), watermark, params.getMaxAllowedWatermarkDrift()));
        long next = task.processingTime().getCurrentProcessingTime() + Math.max(1, params.getUpdateInterval());
        task.processingTime().registerTimer(next, time -> report());
    }

    /** Sets the group's limit: the reader pauses while its watermark is above it. */
    void onLimit(long newLimit) {
        limit = newLimit;
        alignSplits();
        if (!isAhead()) {
            clock.resume();
            resumed.complete(null);
        }
    }

    private boolean isAhead() {
        return !outputs.isIdle() && outputs.watermark() > limit;
    }

    /** Whether the reader must pause now; {@link #resumed} completes when it may go on. */
    boolean holdsBack() {
        if (!isAhead()) {
            return false;
        }
        if (resumed.isDone()) {
            resumed = new CompletableFuture<>();
            clock.pause();
        }
        return true;
    }

    /** Completes when the reader may emit. */
    CompletableFuture<Void> resumed() {
        return resumed;
    }

    /** Pauses single splits. A reader is paused as a whole if it has one split only, or if its slowest split is ahead. */
    private void alignSplits() {
        pausedSplits.retainAll(outputs.splits().keySet());
        if (isAhead()) {
            return;
        }
        List<String> pause = new ArrayList<>();
        List<String> resume = new ArrayList<>();
        // the last remaining one of several may have been paused
        boolean several = outputs.splits().size() > 1;
        outputs.splits().forEach((split, output) -> {
            boolean ahead = several && output.currentWatermark() > limit;
            if (ahead && pausedSplits.add(split)) {
                pause.add(split);
            } else if (!ahead && pausedSplits.remove(split)) {
                resume.add(split);
            }
        });
        if (!pause.isEmpty() || !resume.isEmpty()) {
            pauseOrResume(pause, resume);
        }
    }

    private void pauseOrResume(List<String> pause, List<String> resume) {
        if (unaligned) {
            return;
        }
        try {
            reader.pauseOrResumeSplits(pause, resume);
            pause.forEach(outputs::pause);
            resume.forEach(outputs::resume);
        } catch (UnsupportedOperationException e) {
            if (!task.configuration().get(PipelineOptions.ALLOW_UNALIGNED_SOURCE_SPLITS)) {
                throw new UnsupportedOperationException(
                        "splits " + outputs.splits().keySet() + " of watermark group '" + params.getWatermarkGroup()
                                + "' drift apart, but their reader cannot pause single splits: " + e.getMessage()
                                + "; give each reader one split, or set "
                                + PipelineOptions.ALLOW_UNALIGNED_SOURCE_SPLITS.key()
                                + ": true to hold back readers as a whole",
                        e);
            }
            unaligned = true;
        }
    }

    /** Clock that stops while a reader or split is paused by alignment, so that it is not taken for idle. */
    static final class ActivityClock implements RelativeClock {
        private final RelativeClock base;
        private long pausedSinceNs;
        private long pausedNs;
        private boolean paused;

        ActivityClock(RelativeClock base) {
            this.base = base;
        }

        void pause() {
            if (!paused) {
                paused = true;
                pausedSinceNs = base.relativeTimeNanos();
            }
        }

        void resume() {
            if (paused) {
                paused = false;
                pausedNs += base.relativeTimeNanos() - pausedSinceNs;
            }
        }

        @Override
        public long relativeTimeMillis() {
            return relativeTimeNanos() / 1_000_000;
        }

        @Override
        public long relativeTimeNanos() {
            return (paused ? pausedSinceNs : base.relativeTimeNanos()) - pausedNs;
        }
    }
}
