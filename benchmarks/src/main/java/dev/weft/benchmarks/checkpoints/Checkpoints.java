package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.compare.Contestant;
import dev.weft.benchmarks.compare.FailedRunException;
import dev.weft.benchmarks.compare.Machine;
import dev.weft.benchmarks.compare.Places;
import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Main class: runs the measurements that are asked for, writes each outcome to a file at once, and prints tables. */
public final class Checkpoints {

    private static final List<String> ALL =
            List.of("W10-ROCKSDB", "W10-HEAP", "W10-UNALIGNED", "W11-ROCKSDB", "W11-HEAP", "W12");

    private static final long KEYS = 10_000_000;
    private static final long QUICK_KEYS = 1_000_000;
    private static final int SECONDS = 60;
    private static final int QUICK_SECONDS = 20;
    private static final long PER_SECOND = 50_000;
    private static final long PER_SECOND_OF_ONE = 20_000;
    private static final long SLOW_US = 50;

    private final Bench bench;
    private final Path file;
    /** By the name of the measurement: the rows of its table. */
    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

    private boolean failed;

    private Checkpoints(Bench bench, Path file) {
        this.bench = bench;
        this.file = file;
    }

    /** @param args home, jar of the programs, directory of the peer; then what {@code benchmarks/checkpoints} was given */
    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
        Places.Tree weft = new Places.Tree(Path.of(words.remove()), Path.of(words.remove()));
        Places places = new Places(weft, Optional.empty(), Path.of(words.remove()));
        Path target = weft.home().resolve("benchmarks/target");
        Path file = target.resolve("results/checkpoints.jsonl");
        List<Contestant> contestants = List.of(Contestant.WEFT, Contestant.FLINK);
        long keys = KEYS;
        int seconds = SECONDS;
        String interval = "10s";
        int runs = 1;
        List<String> names = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--quick" -> {
                    keys = QUICK_KEYS;
                    seconds = QUICK_SECONDS;
                }
                case "--keys" -> keys = Long.parseLong(words.remove());
                case "--seconds" -> seconds = Integer.parseInt(words.remove());
                case "--checkpointing" -> interval = words.remove();
                case "--runs" -> runs = Integer.parseInt(words.remove());
                case "--results" -> file = Path.of(words.remove());
                case "--only" -> contestants = Contestant.named(words.remove());
                default -> names.add(word.toUpperCase(Locale.ROOT));
            }
        }
        List<String> wanted = ALL.stream()
                .filter(name -> names.isEmpty() || names.stream().anyMatch(name::startsWith))
                .toList();
        if (wanted.isEmpty()) {
            System.err.println("there is no measurement " + names + "; there are " + ALL);
            System.exit(1);
        }
        Bench bench = new Bench(Hadoop.configured(), places, target.resolve("marks"), keys, seconds, interval);
        Checkpoints checkpoints = new Checkpoints(bench, file);
        System.out.println("Machine: " + Machine.describe(weft.home()));
        for (String name : wanted) {
            List<Contestant> order = new ArrayList<>(contestants);
            for (int run = 0; run < runs; run++) {
                for (Contestant contestant : order) {
                    checkpoints.run(name, contestant);
                }
                Collections.rotate(order, 1);
            }
        }
        checkpoints.print();
        System.exit(checkpoints.failed ? 1 : 0);
    }

    /** One failure does not keep the others from being measured. */
    private void run(String name, Contestant contestant) throws IOException, InterruptedException {
        try {
            switch (name) {
                case "W10-ROCKSDB" -> steady(name, contestant, new Job("rocksdb", bench.keys(), 0, 0));
                case "W10-HEAP" -> steady(name, contestant, new Job("hashmap", bench.keys(), 0, 0));
                case "W10-UNALIGNED" -> {
                    Job slow = new Job("rocksdb", bench.keys(), 0, SLOW_US);
                    add(name, contestant.title(), new SteadyLoad(bench, slow, true).run(contestant, bench.interval()));
                }
                case "W11-ROCKSDB" -> failover(name, contestant, "rocksdb");
                case "W11-HEAP" -> failover(name, contestant, "hashmap");
                case "W12" -> {
                    Job job = new Job("rocksdb", bench.keys(), PER_SECOND_OF_ONE, 0);
                    add(name, contestant.title(), new Rescale(bench, job, contestant).run());
                }
                default -> throw new IllegalArgumentException(name);
            }
        } catch (FailedRunException e) {
            System.err.println(name + " " + e.getMessage());
            failed = true;
        }
    }

    private void steady(String name, Contestant contestant, Job job) throws IOException, InterruptedException {
        SteadyLoad load = new SteadyLoad(bench, job, false);
        add(name, contestant.title(), load.run(contestant, bench.interval()));
        add(name, contestant.title() + " without checkpoints", load.run(contestant, ""));
    }

    private void failover(String name, Contestant contestant, String backend) throws IOException, InterruptedException {
        add(
                name,
                contestant.title(),
                new Failover(bench, new Job(backend, bench.keys(), PER_SECOND, 0)).run(contestant));
    }

    private void add(String name, String who, Outcome outcome) throws IOException {
        Outcome named = new Outcome().with("", who);
        named.cells().putAll(outcome.cells());
        outcomes.computeIfAbsent(name, none -> new ArrayList<>()).add(named);
        Json.Obj line = Json.object()
                .put("measurement", name)
                .put("keys", bench.keys())
                .put("outcome", named.json())
                .build();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, line.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(name + " " + named.cells());
    }

    private void print() {
        outcomes.forEach((name, rows) -> {
            Set<String> columns = new LinkedHashSet<>();
            rows.forEach(row -> columns.addAll(row.cells().keySet()));
            System.out.println();
            row(name, columns.stream().skip(1).toList());
            row("---", Collections.nCopies(columns.size() - 1, "---"));
            for (Outcome outcome : rows) {
                row(
                        outcome.cells().get(""),
                        columns.stream()
                                .skip(1)
                                .map(column -> outcome.cells().getOrDefault(column, ""))
                                .toList());
            }
        });
    }

    private static void row(String first, List<String> others) {
        System.out.println("| " + first + " | " + String.join(" | ", others) + " |");
    }
}
