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
 * Holds a source reader back while its watermark is too far ahead of the slowest of its group. The reader tells its
 * watermark to the JobMaster at an interval and hears from it up to where it may go; splits that are ahead of the others
 * of the reader are held back one by one, unless the reader cannot and the job allows it to go on as a whole. Belongs to the thread of its task.
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
    // until the first answer nobody knows how far the others are
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

    /** The group allows watermarks up to this one. */
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

    /** Whether the reader must not emit now; {@link #resumed} tells when it may again. */
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

    /** One split alone is held back with its reader, and so are all of them while the slowest is ahead. */
    private void alignSplits() {
        pausedSplits.retainAll(outputs.splits().keySet());
        if (isAhead()) {
            return;
        }
        List<String> pause = new ArrayList<>();
        List<String> resume = new ArrayList<>();
        // one that is left of several may have been paused
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

    /** A clock that stands still while a reader or split is held back, so that it does not look idle then. */
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
