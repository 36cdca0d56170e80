package dev.weft.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workloads, with their sizes on a machine of two processors. */
enum Row {
    GEN("generator and sink of the shuffles alone", 200_000_000),
    W2("chain of three functions", 500_000_000),
    W3("shuffle of POJOs within an executor", 60_000_000),
    W4("shuffle of POJOs between two executors", 50_000_000),
    W5("word count, lines of ten words", 6_000_000);

    static final int PARALLELISM = 2;

    private static final int MASTER_MB = 1024;
    private static final int EXECUTORS_MB = 4096;
    private static final int QUICK = 4;

    private final String title;
    private final long records;

    Row(String title, long records) {
        this.title = title;
        this.records = records;
    }

    String title() {
        return title;
    }

    long records(boolean quick) {
        return quick ? records / QUICK : records;
    }

    /** How many things the rate counts per generated record. */
    int unitsPerRecord() {
        return this == W5 ? 10 : 1;
    }

    String unit() {
        return this == W5 ? "words" : "records";
    }

    /** Further arguments of the program. */
    List<String> arguments() {
        return List.of();
    }

    private int executors() {
        return this == W4 ? 2 : 1;
    }

    /** The settings that all contestants get. */
    Map<String, String> settings(String executorJvm) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.memory.process.size", MASTER_MB + "m");
        settings.put("taskmanager.memory.process.size", EXECUTORS_MB / executors() + "m");
        settings.put("taskmanager.memory.managed.fraction", "0.1");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(PARALLELISM / executors()));
        settings.put("env.java.opts.taskmanager", executorJvm);
        return settings;
    }

    /** The rows of these names; all but the generator's when there are none. */
    static List<Row> named(List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (Row row : values()) {
            if (names.isEmpty() ? row != GEN : names.contains(row.name())) {
                rows.add(row);
            }
        }
        if (rows.size() < names.size()) {
            throw new IllegalArgumentException("unknown workload among " + names + "; there are " + List.of(values()));
        }
        return rows;
    }
}
