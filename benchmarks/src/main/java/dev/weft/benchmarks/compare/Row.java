package dev.weft.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The workloads, with sizes for a machine with two processors: the measured part of the slowest engine's run, the last
 * four fifths, takes about ten seconds; more where the fastest would otherwise take less than two, or where there are
 * more keys than records.
 */
enum Row {
    GEN("generator and sink of the shuffles alone", 100_000_000),
    W2("chain of three functions", 400_000_000),
    W3("shuffle of POJOs within an executor", 80_000_000),
    W4("shuffle of POJOs between two executors", 30_000_000, 2),
    W5("word count, lines of ten words", 6_000_000),
    W6_1M("a number per key on the heap, 1 M keys", 40_000_000, 1, "1000000"),
    W6_1M_1S("a number per key on the heap, 1 M keys, a checkpoint every second", 160_000_000, 1, "1000000"),
    W6_10M("a number per key on the heap, 10 M keys", 40_000_000, 1, "10000000"),
    W7_ZIPF("100 bytes per key in RocksDB, 5 M keys, Zipf 0.9", 4_000_000, 1, "5000000", "0.9"),
    W7_UNIFORM("100 bytes per key in RocksDB, 5 M keys, uniform", 2_000_000, 1, "5000000", "0"),
    W7_1M_1S(
            "100 bytes per key in RocksDB, 1 M keys, uniform, an incremental checkpoint every second",
            16_000_000,
            1,
            "1000000",
            "0"),
    W8_TUMBLING("sums by tumbling windows of 1 s", 25_000_000, 1, "tumbling"),
    W8_SLIDING("sums by sliding windows of 10 s / 100 ms, combined of slices", 1_000_000, 1, "sliding"),
    W8_SLIDING_GENERAL("the same windows, an accumulator for each", 1_000_000, 1, "sliding-general"),
    W8_SESSION("sums by sessions with a gap of 500 ms", 12_000_000, 1, "session"),
    W9_50K("counts by sliding windows of 1 s / 20 ms, 50 K events/s", 1_250_000, 1, "50000"),
    W9_200K("counts by sliding windows of 1 s / 20 ms, 200 K events/s", 5_000_000, 1, "200000"),
    W9_500K("counts by sliding windows of 1 s / 20 ms, 500 K events/s", 8_000_000, 1, "500000"),
    KAFKA("sums by tumbling windows of 1 s from Kafka to Kafka, exactly once, a checkpoint every second", 10_000_000);

    static final int PARALLELISM = 2;

    private static final int MASTER_MB = 1024;
    private static final int EXECUTORS_MB = 4096;
    private static final int RUNS = 5;
    private static final int RUNS_BESIDE = 3;

    private final String title;
    private final long records;
    private final int executors;
    private final List<String> arguments;

    Row(String title, long records) {
        this(title, records, 1);
    }

    Row(String title, long records, int executors, String... arguments) {
        this.title = title;
        this.records = records;
        this.executors = executors;
        this.arguments = List.of(arguments);
    }

    /** As users name it. */
    String label() {
        return name().replace('_', '-');
    }

    /** The name of the program, which several rows may share. */
    String program() {
        return name().replaceAll("_.*", "");
    }

    String title() {
        return title;
    }

    /** How many records a run has. Latency always takes as long, because the first 8 s of its schedule do not count. */
    long records(double scale) {
        return isLatency() ? records : Math.round(records * scale / PARALLELISM) * PARALLELISM;
    }

    /** How many things the rate counts per generated record. */
    int unitsPerRecord() {
        return this == W5 ? 10 : 1;
    }

    String unit() {
        return this == W5 ? "words" : "records";
    }

    /** Whether it is the latency that counts; the load is given. */
    boolean isLatency() {
        return program().equals("W9");
    }

    /** The interval of checkpoints of a row that is about them. */
    Optional<String> checkpointing() {
        return name().endsWith("_1S") || this == KAFKA ? Optional.of("1s") : Optional.empty();
    }

    /** How often the contestants run unless it is said; less often at the rates that there is no bar for. */
    int runs() {
        return this == W9_50K || this == W9_500K ? RUNS_BESIDE : RUNS;
    }

    /** The names of the probes that tell what the machine could do. */
    List<String> probes() {
        return switch (program()) {
            case "W7" -> List.of("W7", "W7-BATCH");
            case "KAFKA" -> List.of();
            default -> List.of(program());
        };
    }

    /** Further arguments of the program. */
    List<String> arguments() {
        return arguments;
    }

    /** The settings that all contestants get. */
    Map<String, String> settings(String executorJvm) {
        boolean rocks = program().equals("W7");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.memory.process.size", MASTER_MB + "m");
        settings.put("taskmanager.memory.process.size", EXECUTORS_MB / executors + "m");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(PARALLELISM / executors));
        settings.put("env.java.opts.taskmanager", executorJvm);
        if (rocks) {
            settings.put("state.backend.type", "rocksdb");
            settings.put("taskmanager.memory.managed.size", "256m");
        } else {
            settings.put("taskmanager.memory.managed.size", "64m");
        }
        return settings;
    }

    /** The row of this label. */
    static Row named(String label) {
        return valueOf(label.replace('-', '_'));
    }

    /** The rows of these names, or that begin with them; all but GEN and KAFKA when there are none. */
    static List<Row> named(List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            List<Row> found = List.of(values()).stream()
                    .filter(row -> row.label().equals(name.toUpperCase(Locale.ROOT))
                            || row.program().equals(name.toUpperCase(Locale.ROOT)))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no workload " + name + "; there are "
                        + List.of(values()).stream().map(Row::label).toList());
            }
            rows.addAll(found);
        }
        return names.isEmpty()
                ? List.of(values()).stream()
                        .filter(row -> row != GEN && row != KAFKA)
                        .toList()
                : rows;
    }
}
