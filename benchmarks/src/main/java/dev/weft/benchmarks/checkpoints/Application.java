package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.compare.Contestant;
import dev.weft.benchmarks.compare.FailedRunException;
import dev.weft.benchmarks.compare.Places;
import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A submitted application with one job, followed over REST. Life: {@link #submit}, then until the job has ended; {@link #close}
 * cancels a job that has not.
 */
final class Application implements AutoCloseable {

    private static final String EXECUTOR = "YarnTaskExecutorRunner";
    private static final long PATIENCE_S = 400;
    private static final long LOOK_MS = 20;

    private final String mark;
    private final URI rest;
    private final String job;

    private Application(String mark, URI rest, String job) {
        this.mark = mark;
        this.rest = rest;
        this.job = job;
    }

    /** What is submitted: a job, how it is to run, and what it goes on from. */
    record Submission(Job job, int parallelism, Map<String, String> settings, Optional<String> savepoint) {}

    static Application submit(Hadoop hadoop, Places places, Contestant contestant, Submission what, Path marks)
            throws IOException, InterruptedException {
        String mark = "benchmark-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        List<String> words =
                new ArrayList<>(List.of("run", "-d", "-t", "yarn-per-job", "-p", Integer.toString(what.parallelism())));
        what.settings().forEach((key, value) -> words.add("-D" + key + "=" + value));
        words.add("-Denv.java.opts.all=-Dbenchmark.run=" + mark);
        words.add("-Dyarn.application.name=" + mark);
        what.savepoint().ifPresent(path -> words.addAll(List.of("-s", path)));
        Path printed = Files.createTempFile("submission", ".out");
        try {
            Process client = contestant
                    .client(places, words, what.job().arguments(marks.toString()))
                    .redirectOutput(printed.toFile())
                    .start();
            if (!client.waitFor(PATIENCE_S, TimeUnit.SECONDS) || client.exitValue() != 0) {
                client.destroyForcibly();
                throw new FailedRunException(
                        contestant.title() + " did not take the job:\n" + Files.readString(printed));
            }
            URI rest = found("the JobManager of " + contestant.title(), () -> hadoop.jobManager(mark));
            String job = found("a job of " + contestant.title(), () -> runningJob(rest));
            return new Application(mark, rest, job);
        } finally {
            Files.delete(printed);
        }
    }

    private static Optional<String> runningJob(URI rest) throws IOException, InterruptedException {
        return Http.get(rest, "/jobs").stream()
                .flatMap(jobs -> jobs.elements("jobs").stream())
                .map(each -> each.asObject().text("id"))
                .findFirst();
    }

    /** Something that may not be there yet. */
    interface Look<T> {
        Optional<T> look() throws IOException, InterruptedException;
    }

    /** Looks until it is there. */
    static <T> T found(String what, Look<T> look) throws IOException, InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            Optional<T> found = look.look();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > untilNs) {
                throw new FailedRunException("waited " + PATIENCE_S + " s in vain for " + what);
            }
            Thread.sleep(LOOK_MS);
        }
    }

    Optional<Json.Obj> ofJob(String path) throws IOException, InterruptedException {
        return Http.get(rest, "/jobs/" + job + path);
    }

    /** Kills an executor as a crash would; tells when. */
    long killExecutor() throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (isExecutor(process.pid())) {
                long nowMs = System.currentTimeMillis();
                process.destroyForcibly();
                return nowMs;
            }
        }
        throw new FailedRunException("no executor of " + mark + " runs on this machine");
    }

    private boolean isExecutor(long pid) {
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            String words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return words.contains(mark)
                    && words.contains(EXECUTOR)
                    && Files.readSymbolicLink(process.resolve("exe")).endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the job with a native savepoint; the path of that. */
    String stop(String directory) throws IOException, InterruptedException {
        Json.Obj wish = Json.object()
                .put("targetDirectory", directory)
                .put("drain", false)
                .put("formatType", "NATIVE")
                .build();
        String request = Http.post(rest, "/jobs/" + job + "/stop", wish)
                .orElseThrow(() -> new FailedRunException("the job cannot be stopped"))
                .text("request-id");
        Json.Obj operation = found(
                "the savepoint",
                () -> ofJob("/savepoints/" + request)
                        .filter(answer -> answer.object("status").text("id").equals("COMPLETED"))
                        .map(answer -> answer.object("operation")));
        if (operation.text("location").isEmpty()) {
            throw new FailedRunException("the savepoint failed: " + operation.text());
        }
        return operation.text("location");
    }

    private void awaitExit() throws IOException, InterruptedException {
        BooleanSupplier runs = () -> ProcessHandle.allProcesses().anyMatch(process -> isOurs(process.pid()));
        found("the end of the application", () -> runs.getAsBoolean() ? Optional.empty() : Optional.of(true));
    }

    private boolean isOurs(long pid) {
        try {
            Path process = Path.of("/proc", Long.toString(pid));
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .contains(mark);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            cancel();
            awaitExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel() throws InterruptedException {
        try {
            Http.patch(rest, "/jobs/" + job + "?mode=cancel");
        } catch (IOException e) {
            // It has ended.
        }
    }
}
