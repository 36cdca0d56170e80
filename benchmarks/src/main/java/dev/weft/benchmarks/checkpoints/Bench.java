package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.checkpoints.Application.Submission;
import dev.weft.benchmarks.compare.Contestant;
import dev.weft.benchmarks.compare.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What all measurements need: the cluster, the programs, a directory for marks, and the sizes that were asked for.
 *
 * @param keys how many, of 100 bytes each
 * @param seconds how long what is steady is measured
 * @param interval of checkpoints
 */
record Bench(Hadoop hadoop, Places places, Path directory, long keys, int seconds, String interval) {

    private static final long LOOK_MS = 200;

    Reported marks() throws IOException {
        return new Reported(Files.createTempDirectory(Files.createDirectories(directory), "marks-"));
    }

    Application submit(Contestant contestant, Job job, int parallelism, int slots, String checkpoints, Reported marks)
            throws IOException, InterruptedException {
        return submit(
                contestant,
                new Submission(job, parallelism, job.settings(slots, checkpoints), Optional.empty()),
                marks);
    }

    Application submit(Contestant contestant, Submission submission, Reported marks)
            throws IOException, InterruptedException {
        return Application.submit(hadoop, places, contestant, submission, marks.directory());
    }

    /** Waits until each key is there; tells when the last one came. */
    long awaitFilled(Reported marks) throws IOException, InterruptedException {
        return Application.found("the first record of each key", () -> {
            Thread.sleep(LOOK_MS);
            long filled = marks.madeAt(keys).orElse(-1);
            return filled < 0 ? Optional.empty() : Optional.of(filled);
        });
    }

    /** Waits for a complete checkpoint of all keys; tells how many bytes it stored. */
    long awaitCheckpoint(CheckpointLog log, long filledMs) throws IOException, InterruptedException {
        return Application.found("a checkpoint of all keys", () -> {
            Thread.sleep(LOOK_MS);
            log.look();
            return log.since(filledMs).stream().findFirst().map(CheckpointLog.Entry::storedBytes);
        });
    }

    /** Ends the job and checks that each record counted once. */
    void end(Reported marks, int sinks) throws IOException, InterruptedException {
        marks.end();
        Application.found("the end of the sinks", () -> {
            Thread.sleep(LOOK_MS);
            return marks.sinksEnded().size() == sinks && marks.sourceEnded().isPresent()
                    ? Optional.of(true)
                    : Optional.empty();
        });
        Expected.check(keys, marks.sourceEnded().orElseThrow().count(), marks.sinksEnded());
    }
}
