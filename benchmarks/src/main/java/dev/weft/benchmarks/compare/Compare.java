package dev.weft.benchmarks.compare;

import dev.weft.benchmarks.compare.Limits.Limit;
import dev.weft.benchmarks.kafka.FillTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Main class of the comparison: runs workloads on the engines alternately, and prints a table and one JSON object per
 * workload.
 */
public final class Compare {

    private static final long PAUSE_S = 1;
    private static final double QUICK = 0.25;

    private final Submission submission;
    private final Results results;
    private final List<Contestant> contestants;
    private final Optional<String> lock;
    private final Optional<Integer> runs;
    private final double scale;
    private final String checkpointing;
    private boolean failed;

    private Compare(
            Submission submission,
            Results results,
            List<Contestant> contestants,
            Optional<String> lock,
            Optional<Integer> runs,
            double scale,
            String checkpointing) {
        this.submission = submission;
        this.results = results;
        this.contestants = contestants;
        this.lock = lock;
        this.runs = runs;
        this.scale = scale;
        this.checkpointing = checkpointing;
    }

    /** @param args home, jar of the programs, directory of the peer; then what {@code benchmarks/run} was given */
    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
        Places.Tree weft = new Places.Tree(Path.of(words.remove()), Path.of(words.remove()));
        Path peer = Path.of(words.remove());
        Optional<Path> before = Optional.empty();
        String now = LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        Path file = weft.home().resolve("benchmarks/target/results/" + now + ".jsonl");
        List<Contestant> contestants = List.of(Contestant.WEFT, Contestant.FLINK, Contestant.FLINK_TUNED);
        Optional<String> lock = Optional.empty();
        String executorJvm = "-XX:+UseParallelGC";
        Optional<Integer> runs = Optional.empty();
        double scale = 1;
        String checkpointing = "";
        List<String> names = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--table" -> {
                    Path table = Path.of(words.remove());
                    MarkdownTable.print(System.out, Results.machines(table), Results.reports(table));
                    return;
                }
                case "--runs" -> runs = Optional.of(Integer.valueOf(words.remove()));
                case "--quick" -> scale = QUICK;
                case "--scale" -> scale = Double.parseDouble(words.remove());
                case "--checkpointing" -> checkpointing = words.remove();
                case "--lock" -> lock = Optional.of(words.remove());
                case "--jvm" -> executorJvm = words.remove();
                case "--results" -> file = Path.of(words.remove());
                case "--before" -> {
                    before = Optional.of(Path.of(words.remove()));
                    contestants = List.of(Contestant.WEFT, Contestant.WEFT_BEFORE);
                }
                case "--only" -> contestants = Contestant.named(words.remove());
                default -> names.add(word);
            }
        }
        boolean failed = true;
        try {
            Optional<Places.Tree> tree =
                    before.isPresent() ? Optional.of(Places.Tree.at(before.get())) : Optional.empty();
            Compare compare = new Compare(
                    new Submission(new Places(weft, tree, peer), executorJvm),
                    new Results(file, now),
                    contestants,
                    lock,
                    runs,
                    scale,
                    checkpointing);
            compare.run(Row.named(names), Machine.describe(weft.home()));
            failed = compare.failed;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        }
        System.exit(failed ? 1 : 0);
    }

    private void run(List<Row> rows, String machine) throws IOException, InterruptedException {
        System.out.println("Every run is written to " + results.file());
        results.machine(machine);
        List<Report> reports = new ArrayList<>();
        for (Row row : rows) {
            Work work = Work.of(row, scale, checkpointing);
            List<Map<Contestant, Measured>> rounds = new ArrayList<>();
            List<Limit> limits = new ArrayList<>();
            if (row == Row.KAFKA) {
                fillTopic(work);
            }
            unlessItFails(() -> measure(work, rounds));
            if (!contestants.contains(Contestant.WEFT_BEFORE)) {
                unlessItFails(() -> limits.addAll(limits(work)));
            }
            Report report = new Report(work, rounds, limits);
            System.out.println();
            MarkdownTable.print(System.out, Set.of(), List.of(report));
            reports.add(report);
        }
        if (reports.size() > 1) {
            MarkdownTable.print(System.out, Set.of(machine), reports);
        }
        reports.forEach(report -> System.out.println(report.json().text()));
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** One failure does not keep the rows after it from being measured. */
    private void unlessItFails(Step step) throws IOException, InterruptedException {
        try {
            step.run();
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            failed = true;
        }
    }

    private static void fillTopic(Work work) throws InterruptedException {
        try {
            FillTopic.fill(System.getenv("KAFKA_BOOTSTRAP_SERVERS"), work.records());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the input of " + work.label() + " could not be written", e);
        }
    }

    private List<Limit> limits(Work work) throws IOException, InterruptedException {
        MachineLock held = MachineLock.take(lock);
        try {
            List<Limit> limits = Limits.measure(work);
            results.limits(work, limits);
            return limits;
        } finally {
            held.release();
        }
    }

    /** Each round begins with another contestant, so that none is always the first on a machine that has cooled down. */
    private void measure(Work work, List<Map<Contestant, Measured>> rounds) throws IOException, InterruptedException {
        List<Contestant> order = new ArrayList<>(contestants);
        for (int round = 1; round <= runs.orElse(work.row().runs()); round++) {
            Map<Contestant, Measured> measured = new EnumMap<>(Contestant.class);
            rounds.add(measured);
            MachineLock held = MachineLock.take(lock);
            try {
                for (Contestant contestant : order) {
                    long begin = System.nanoTime();
                    Measured one = submission.run(contestant, work);
                    measured.put(contestant, one);
                    results.measured(work, contestant, round, one);
                    print(work.row(), contestant, round, one, (System.nanoTime() - begin) / 1e9);
                }
            } finally {
                held.release();
            }
            Collections.rotate(order, 1);
            TimeUnit.SECONDS.sleep(PAUSE_S);
        }
    }

    private static void print(Row row, Contestant contestant, int round, Measured one, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s run %d %-12s %7.2f M %s/s  %7.2f M/CPU-s  steady %5.1f s  whole %7.2f M/s  %5d MB  stolen %4.1f %%  checksum %x"
                        + "  %d checkpoints  submitted %5.1f s%s%n",
                row.label(),
                round,
                contestant.title(),
                one.perSecond() / 1e6,
                row.unit(),
                one.perCpuSecond() / 1e6,
                one.steadySeconds(),
                one.wholePerSecond() / 1e6,
                one.peakMb(),
                100 * one.stolenShare(),
                one.checksum(),
                one.checkpoints(),
                seconds,
                row.isLatency() ? "  delays ms " + one.delays().ms() : "");
    }
}
