package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.compare.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Measurement W11: an executor that has all of the state is killed; how long it takes until new output comes. */
final class Failover {

    private static final int PARALLELISM = 2;
    private static final long BEFORE_KILL_MS = 4000;
    private static final long AFTERWARDS_MS = 5000;
    private static final long LOOK_MS = 20;

    private final Bench bench;
    private final Job job;

    Failover(Bench bench, Job job) {
        this.bench = bench;
        this.job = job;
    }

    Outcome run(Contestant contestant) throws IOException, InterruptedException {
        Reported marks = bench.marks();
        try (Application application =
                bench.submit(contestant, job, PARALLELISM, PARALLELISM, bench.interval(), marks)) {
            CheckpointLog log = new CheckpointLog(application);
            long filledMs = bench.awaitFilled(marks);
            bench.awaitCheckpoint(log, filledMs);
            Thread.sleep(BEFORE_KILL_MS);
            Set<Path> before = marks.sinks();
            long killedMs = application.killExecutor();
            long outputMs = Application.found("new output", () -> {
                Thread.sleep(LOOK_MS);
                long first = marks.firstOutputOfOthers(before).orElse(-1);
                return first < 0 ? Optional.empty() : Optional.of(first);
            });
            Thread.sleep(AFTERWARDS_MS);
            bench.end(marks, PARALLELISM);
            return new Outcome()
                    .with("s from the kill to new output", (outputMs - killedMs) / 1e3)
                    .with("lost or doubled", "0");
        }
    }
}
