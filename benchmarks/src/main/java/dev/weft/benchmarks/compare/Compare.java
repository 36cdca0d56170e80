package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
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
import java.util.concurrent.TimeUnit;

/** Runs workloads on the contestants in turn, and prints a table and one JSON object a workload. */
public final class Compare {

    private static final long PAUSE_S = 2;

    private final Submission submission;
    private final List<Contestant> contestants;
    private final Optional<String> lock;
    private final int runs;
    private final boolean quick;

    private Compare(
            Submission submission, List<Contestant> contestants, Optional<String> lock, int runs, boolean quick) {
        this.submission = submission;
        this.contestants = contestants;
        this.lock = lock;
        this.runs = runs;
        this.quick = quick;
    }

    /** @param args home, jar of the programs, directory of the peer; then what {@code benchmarks/run} was given */
    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
        Places places = new Places(Path.of(words.remove()), Path.of(words.remove()), Path.of(words.remove()));
        List<Contestant> contestants = List.of(Contestant.values());
        Optional<String> lock = Optional.empty();
        String executorJvm = "-XX:+UseParallelGC";
        int runs = 5;
        boolean quick = false;
        List<String> names = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--runs" -> runs = Integer.parseInt(words.remove());
                case "--quick" -> quick = true;
                case "--lock" -> lock = Optional.of(words.remove());
                case "--jvm" -> executorJvm = words.remove();
                case "--only" ->
                    contestants = Arrays.stream(words.remove().split(","))
                            .map(name -> Contestant.valueOf(
                                    name.toUpperCase(Locale.ROOT).replace('-', '_')))
                            .toList();
                default -> names.add(word);
            }
        }
        try {
            new Compare(new Submission(places, executorJvm), contestants, lock, runs, quick).run(Row.named(names));
        } catch (FailedRunException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<Row> rows) throws IOException, InterruptedException {
        List<Report> reports = new ArrayList<>();
        for (Row row : rows) {
            Report report = new Report(row, row.records(quick), measure(row), limit(row));
            System.out.println();
            report.print(System.out);
            System.out.println();
            reports.add(report);
        }
        if (reports.size() > 1) {
            reports.forEach(report -> report.print(System.out));
            System.out.println();
        }
        reports.forEach(report -> System.out.println(report.json().text()));
    }

    private double limit(Row row) throws IOException, InterruptedException {
        MachineLock held = MachineLock.take(lock);
        try {
            return Limits.perSecond(row);
        } finally {
            held.release();
        }
    }

    /** Each round begins with another contestant, so that none is always the first on a machine that has cooled down. */
    private Map<Contestant, List<Measured>> measure(Row row) throws IOException, InterruptedException {
        Map<Contestant, List<Measured>> measured = new EnumMap<>(Contestant.class);
        contestants.forEach(contestant -> measured.put(contestant, new ArrayList<>()));
        List<Contestant> order = new ArrayList<>(contestants);
        for (int run = 1; run <= runs; run++) {
            MachineLock held = MachineLock.take(lock);
            try {
                for (Contestant contestant : order) {
                    Measured one = submission.run(contestant, row, row.records(quick));
                    measured.get(contestant).add(one);
                    System.out.printf(
                            Locale.ROOT,
                            "%s run %d %-12s %7.2f M %s/s  %7.2f M/CPU-s  steady %5.1f s  whole %7.2f M/s  %5d MB  checksum %x%n",
                            row.label(),
                            run,
                            contestant.title(),
                            one.perSecond() / 1e6,
                            row.unit(),
                            one.perCpuSecond() / 1e6,
                            one.steadySeconds(),
                            one.wholePerSecond() / 1e6,
                            one.peakMb(),
                            one.checksum());
                }
            } finally {
                held.release();
            }
            Collections.rotate(order, 1);
            TimeUnit.SECONDS.sleep(PAUSE_S);
        }
        return measured;
    }
}
