package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.checkpoints.Application.Submission;
import dev.weft.benchmarks.checkpoints.Reported.Moment;
import dev.weft.benchmarks.compare.Contestant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Measurement W10: what checkpoints cost a job that is as fast as it can be, and for how long they stop its threads. */
final class SteadyLoad {

    private static final int PARALLELISM = 2;
    /** After the last key has come, until the steady part begins. */
    private static final long WARM_UP_MS = 10_000;

    private static final long LOOK_MS = 500;

    private final Bench bench;
    private final Job job;
    private final boolean unaligned;

    SteadyLoad(Bench bench, Job job, boolean unaligned) {
        this.bench = bench;
        this.job = job;
        this.unaligned = unaligned;
    }

    /** @param interval of checkpoints; empty: none */
    Outcome run(Contestant contestant, String interval) throws IOException, InterruptedException {
        Reported marks = bench.marks();
        Map<String, String> settings = job.settings(PARALLELISM, interval);
        if (unaligned) {
            settings.put("execution.checkpointing.unaligned.enabled", "true");
        }
        Submission submission = new Submission(job, PARALLELISM, settings, Optional.empty());
        try (Application application = bench.submit(contestant, submission, marks)) {
            CheckpointLog log = new CheckpointLog(application);
            long fromMs = bench.awaitFilled(marks) + WARM_UP_MS;
            long untilMs = fromMs + bench.seconds() * 1000L;
            while (System.currentTimeMillis() < untilMs) {
                log.look();
                Thread.sleep(LOOK_MS);
            }
            log.look();
            Moment from = marks.madeFrom(fromMs).orElseThrow();
            Moment until = marks.madeFrom(untilMs - LOOK_MS).orElseThrow();
            bench.end(marks, PARALLELISM);
            Outcome outcome = new Outcome()
                    .with("K records/s", (double) (until.count() - from.count()) / (until.ms() - from.ms()));
            if (!interval.isEmpty()) {
                checkpoints(outcome, log, fromMs);
            }
            return outcome.with(
                    "stops of the sinks' threads over 1 ms, for any reason",
                    spread(marks.gaps().stream()
                            .filter(gap -> gap.ms() >= fromMs && gap.ms() < untilMs)
                            .map(gap -> gap.ns() / 1e6)
                            .toList()));
        }
    }

    private static void checkpoints(Outcome outcome, CheckpointLog log, long fromMs) {
        List<CheckpointLog.Entry> entries = log.since(fromMs);
        outcome.with("checkpoints", entries.size() + (log.failed() > 0 ? ", " + log.failed() + " failed" : ""))
                .with("duration", ofEach(entries, CheckpointLog.Entry::durationMs))
                .with("until the last barrier", ofEach(entries, CheckpointLog.Entry::barriersMs))
                .with("storing", ofEach(entries, CheckpointLog.Entry::storingMs))
                .with("MB stored by each", megabytes(entries, CheckpointLog.Entry::storedBytes))
                .with("MB in flight of these", megabytes(entries, CheckpointLog.Entry::inFlightBytes))
                .with(
                        "stops by snapshots",
                        spread(entries.stream()
                                .flatMap(entry -> entry.subtasks().stream())
                                .map(subtask -> (double) subtask.syncMs())
                                .toList()));
    }

    private static String ofEach(List<CheckpointLog.Entry> entries, ToLongFunction<CheckpointLog.Entry> ms) {
        return Spread.of(entries.stream()
                        .map(entry -> (double) ms.applyAsLong(entry))
                        .toList())
                .text();
    }

    private static double megabytes(List<CheckpointLog.Entry> entries, ToLongFunction<CheckpointLog.Entry> bytes) {
        return entries.stream().mapToLong(bytes).sum() / 1e6 / Math.max(1, entries.size());
    }

    private static String spread(List<Double> ms) {
        Spread spread = Spread.of(ms);
        return spread.text() + " (" + spread.histogram() + ")";
    }
}
