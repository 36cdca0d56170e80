package dev.weft.it.faults;

import dev.weft.it.Await;
import dev.weft.it.Cluster;
import dev.weft.it.Flink;
import dev.weft.it.Jars;
import dev.weft.it.programs.WindowSums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One job that runs from begin to end of the campaign. Each fault waits until the job has recovered from the one before: it has a new
 * result and a new complete checkpoint. At the end the job is stopped with a savepoint, and all results are there, once, and
 * nothing is left.
 */
final class Campaign implements AutoCloseable {

    static final int EXECUTORS = 2;

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_WRONG = 50;
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern NAME_NODE = Pattern.compile("hdfs://localhost:(\\d+)");

    private final Cluster cluster;
    private final Path directory;
    private final Duration patience;
    private final Report report;
    private final Flink flink;
    private final Proxy nameNode;
    private final Kafka kafka;
    private final Points points;
    private final String hdfs;

    /**
     * @param directory the campaign's own, which exists
     * @param patience how long anything may take
     */
    Campaign(Cluster cluster, Path directory, Duration patience, Report report)
            throws IOException, InterruptedException {
        this.cluster = cluster;
        this.directory = directory;
        this.patience = patience;
        this.report = report;
        flink = new Flink(cluster.environment(), directory);
        points = new Points(Files.createDirectories(directory.resolve("points")), patience);
        kafka = Kafka.start(directory.resolve("kafka"));
        nameNode = new Proxy();
        nameNode.forwardTo(nameNodePort(cluster));
        hdfs = "/faults/" + directory.getFileName();
    }

    private static int nameNodePort(Cluster cluster) throws IOException {
        Path site = Path.of(cluster.environment().get("HADOOP_CONF_DIR"), "core-site.xml");
        Matcher address = NAME_NODE.matcher(Files.readString(site));
        if (!address.find()) {
            throw new IOException("no fs.defaultFS in " + site);
        }
        return Integer.parseInt(address.group(1));
    }

    /**
     * Runs the faults one after the other.
     *
     * @param options of {@code bin/flink run}, besides those that the campaign sets
     * @return whether all went well
     */
    boolean run(List<Fault> faults, long seed, List<String> options) throws Exception {
        kafka.createTopic("numbers", Numbers.PARTITIONS);
        kafka.createTopic("sums", 1);
        try (Numbers numbers = new Numbers(kafka.servers(), "numbers");
                Results results = new Results(kafka.servers(), "sums")) {
            RunningJob job = submit(options);
            Injector injector = new Injector(cluster, flink, nameNode, kafka, points, patience, INTERVAL);
            Random random = new Random(seed);
            awaitProgress(job, results, 0);
            report.say("The job %s runs in %s.", job.id(), job.application());
            for (Fault fault : faults) {
                RunningJob.Status before = healthy(job);
                Results.Faulty faulty = results.faulty();
                Injector.Injected injected = injector.inject(fault, job, random);
                awaitRestarts(job, before.restarts() + (injected.killed() > 0 ? 1 : 0));
                long recoveredNs = awaitProgress(job, results, before.checkpoints());
                report.add(
                        new Report.Line(
                                fault,
                                injected.killed(),
                                Duration.ofNanos(recoveredNs - injected.sinceNs()),
                                healthy(job).restarts() - before.restarts(),
                                results.faulty().minus(faulty)),
                        faults.size());
            }
            return end(job, numbers, results);
        }
    }

    private RunningJob submit(List<String> options) throws Exception {
        String base = "hdfs://localhost:" + nameNode.port() + hdfs;
        List<String> run = List.of(
                "run",
                "-d",
                "-m",
                "yarn-cluster",
                "-p",
                Integer.toString(EXECUTORS),
                "-ys",
                "1",
                "-yjm",
                "768",
                "-ytm",
                "1024",
                "-Dexecution.checkpointing.interval=" + INTERVAL.toMillis() + " ms",
                "-Dexecution.checkpointing.dir=" + base + "/checkpoints",
                "-Dexecution.checkpointing.savepoint-dir=" + base + "/savepoints",
                "-Dexecution.checkpointing.data-inline-threshold=0 b",
                "-Dexecution.checkpointing.tolerable-failed-checkpoints=1000000",
                "-Dheartbeat.interval=1 s",
                "-Dheartbeat.timeout=6 s",
                "-Drestart-strategy.type=fixed-delay",
                "-Drestart-strategy.fixed-delay.attempts=" + Integer.MAX_VALUE,
                "-Drestart-strategy.fixed-delay.delay=100 ms");
        Path libraries = Flink.HOME.resolve("examples/streaming/ClickEventCount.jar");
        List<String> program = List.of(
                Jars.of(WindowSums.class, libraries, directory),
                kafka.serversOfJob(),
                "numbers",
                "sums",
                base + "/out",
                directory.resolve("points").toString());
        Flink.Result said = flink.run(
                patience, Stream.of(run, options, program).flatMap(List::stream).toArray(String[]::new));
        Matcher id = JOB.matcher(said.out());
        if (said.exitCode() != 0 || !id.find()) {
            throw new AssertionError("the job was not accepted: " + said);
        }
        return new RunningJob(cluster, said.application(), id.group(1));
    }

    private RunningJob.Status healthy(RunningJob job) {
        return Await.until(
                        patience,
                        "all tasks to run on " + EXECUTORS + " executors",
                        job::status,
                        status -> status.isPresent()
                                && status.get().running()
                                && cluster.executors().size() == EXECUTORS)
                .orElseThrow();
    }

    /** What comes before the restart that a kill causes is no sign of recovery. */
    private void awaitRestarts(RunningJob job, long least) {
        Await.until(
                patience,
                least + " restarts",
                job::status,
                status -> status.isPresent() && status.get().restarts() >= least);
    }

    /** Waits for a result from now on, and for one more checkpoint; tells when the result came. */
    private long awaitProgress(RunningJob job, Results results, long checkpoints) {
        results.watch();
        Await.until(
                patience,
                "a new result and a new checkpoint",
                job::status,
                status -> status.isPresent()
                        && results.firstNs().isPresent()
                        && status.get().checkpoints() > checkpoints);
        return results.firstNs().orElseThrow();
    }

    private boolean end(RunningJob job, Numbers numbers, Results results) throws Exception {
        long end = numbers.finish();
        Await.until(patience, "the results of all windows", results::completeUntil, until -> until >= end);
        Flink.Result stopped = flink.run(patience, "stop", "-yid", job.application(), job.id());
        List<String> wrong = new ArrayList<>(results.wrong());
        if (stopped.exitCode() != 0) {
            wrong.add("the job does not stop: " + stopped);
        }
        wrong.addAll(wrongFiles(end));
        wrong.addAll(leftovers(job));
        report.table();
        report.say("");
        report.say("%d results in Kafka and in files, executors killed: %d", results.count(), report.killed());
        wrong.stream().limit(MAX_WRONG).forEach(line -> report.say("WRONG: %s", line));
        if (wrong.size() > MAX_WRONG) {
            report.say("and %d more", wrong.size() - MAX_WRONG);
        }
        report.say(wrong.isEmpty() ? "Nothing is lost, nothing is doubled, nothing is left." : "FAILED");
        return wrong.isEmpty();
    }

    /** The files hold the same results, each once. */
    private List<String> wrongFiles(long end) throws IOException {
        List<String> expected = LongStream.range(0, end / WindowSums.WINDOW)
                .boxed()
                .flatMap(window -> LongStream.range(0, WindowSums.KEYS)
                        .mapToObj(key -> Results.expected(window * WindowSums.WINDOW, key)))
                .sorted()
                .toList();
        List<String> found =
                new ArrayList<>(cluster.read(hdfs + "/out").lines().sorted().toList());
        List<String> missing = new ArrayList<>(expected);
        missing.removeIf(line -> Collections.binarySearch(found, line) >= 0);
        List<String> wrong = new ArrayList<>();
        missing.forEach(line -> wrong.add("no file has " + line));
        for (int i = 0; i < found.size(); i++) {
            if (i > 0 && found.get(i).equals(found.get(i - 1))) {
                wrong.add("the files have it twice: " + found.get(i));
            } else if (Collections.binarySearch(expected, found.get(i)) < 0) {
                wrong.add("the files have what no one wrote: " + found.get(i));
            }
        }
        return wrong;
    }

    /**
     * Processes, files of checkpoints, staging directories and transactions of a job that has ended. Hidden files of the file sink stay, since the
     * savepoint may name them.
     */
    private List<String> leftovers(RunningJob job) throws Exception {
        List<String> left = new ArrayList<>();
        if (!cluster.awaitEnd(job.application(), patience).finalStatus().equals("SUCCEEDED")) {
            left.add("the application did not succeed: " + cluster.application(job.application()));
        }
        Await.until(patience, "all containers to be gone", cluster::containerJvms, Map::isEmpty);
        List<String> staging = Await.until(patience, "no staging directory", this::staging, List::isEmpty);
        left.addAll(staging);
        left.addAll(cluster.files(hdfs + "/checkpoints"));
        kafka.openTransactions().forEach(id -> left.add("the transaction " + id + " is open"));
        return left.stream().map(what -> "it is left: " + what).toList();
    }

    private List<String> staging() {
        try {
            return cluster.stagingDirectories();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        flink.killWhatStillRuns(cluster);
        nameNode.close();
        kafka.close();
    }
}
