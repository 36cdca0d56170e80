package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.checkpoints.Application.Submission;
import dev.weft.benchmarks.compare.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measurement W12: the job is stopped with a native savepoint and goes on with 2 subtasks instead of 1, and then with 1 again; how long there is
 * no output, and how many bytes HDFS reads and writes meanwhile.
 */
final class Rescale {

    private static final long STEADY_MS = 5000;
    private static final long LOOK_MS = 20;
    private static final String SAVEPOINTS = "hdfs:///benchmarks/savepoints";

    private final Bench bench;
    private final Job job;
    private final Contestant contestant;

    Rescale(Bench bench, Job job, Contestant contestant) {
        this.bench = bench;
        this.job = job;
        this.contestant = contestant;
    }

    Outcome run() throws IOException, InterruptedException {
        Outcome outcome = new Outcome();
        Reported marks = bench.marks();
        Map<String, String> settings = job.settings(1, bench.interval());
        Application running = bench.submit(contestant, new Submission(job, 1, settings, Optional.empty()), marks);
        try {
            bench.awaitCheckpoint(new CheckpointLog(running), bench.awaitFilled(marks));
            Thread.sleep(STEADY_MS);
            for (int parallelism : new int[] {2, 1}) {
                Set<Path> before = marks.sinks();
                long movedBefore = bench.hadoop().bytesMoved();
                long begunMs = System.currentTimeMillis();
                String savepoint = running.stop(SAVEPOINTS);
                long savedMs = System.currentTimeMillis();
                long silentMs = marks.lastOutput().orElseThrow();
                running = bench.submit(
                        contestant, new Submission(job, parallelism, settings, Optional.of(savepoint)), marks);
                long outputMs = Application.found("new output", () -> {
                    Thread.sleep(LOOK_MS);
                    long first = marks.firstOutputOfOthers(before).orElse(-1);
                    return first < 0 ? Optional.empty() : Optional.of(first);
                });
                String step = " " + (3 - parallelism) + " to " + parallelism;
                outcome.with("s without output" + step, (outputMs - silentMs) / 1e3)
                        .with("of which s until the savepoint was known" + step, (savedMs - begunMs) / 1e3)
                        .with("MB moved" + step, (bench.hadoop().bytesMoved() - movedBefore) / 1e6);
                Thread.sleep(STEADY_MS);
            }
            bench.end(marks, 1);
            return outcome.with("lost or doubled", "0");
        } finally {
            running.close();
        }
    }
}
