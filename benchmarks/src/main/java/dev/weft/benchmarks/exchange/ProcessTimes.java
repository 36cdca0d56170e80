package dev.weft.benchmarks.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time of this process's threads by name, in nanoseconds, and how often they gave the processor up, from Linux's /proc. */
record ProcessTimes(Map<String, Long> ns, Map<String, Long> switches) {

    static ProcessTimes now() throws IOException {
        Map<String, Long> ns = new TreeMap<>();
        Map<String, Long> switches = new TreeMap<>();
        List<Path> threads;
        try (Stream<Path> listed = Files.list(Path.of("/proc/self/task"))) {
            threads = listed.toList();
        }
        for (Path thread : threads) {
            try {
                String name = Files.readString(thread.resolve("comm")).strip().replaceAll("[^A-Za-z]+", "-");
                long time = Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ")[0]);
                ns.merge(name, time, Long::sum);
                try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
                    lines.filter(line -> line.startsWith("voluntary_ctxt_switches"))
                            .forEach(line -> switches.merge(name, Long.parseLong(line.split("\\s+")[1]), Long::sum));
                }
            } catch (IOException ended) {
                continue; // a thread that ended while it was looked at
            }
        }
        return new ProcessTimes(ns, switches);
    }

    ProcessTimes since(ProcessTimes before) {
        return new ProcessTimes(minus(ns, before.ns), minus(switches, before.switches));
    }

    private static Map<String, Long> minus(Map<String, Long> later, Map<String, Long> earlier) {
        Map<String, Long> result = new TreeMap<>(later);
        result.replaceAll((name, value) -> Math.max(0, value - earlier.getOrDefault(name, 0L)));
        return result;
    }

    ProcessTimes plus(ProcessTimes other) {
        Map<String, Long> allNs = new TreeMap<>(ns);
        other.ns.forEach((name, value) -> allNs.merge(name, value, Long::sum));
        Map<String, Long> allSwitches = new TreeMap<>(switches);
        other.switches.forEach((name, value) -> allSwitches.merge(name, value, Long::sum));
        return new ProcessTimes(allNs, allSwitches);
    }

    long totalNs() {
        return ns.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line, read back by {@link #parse}. */
    String format() {
        return ns.keySet().stream()
                .map(name -> name + "=" + ns.get(name) + "/" + switches.getOrDefault(name, 0L))
                .collect(Collectors.joining(" "));
    }

    static ProcessTimes parse(String line) {
        ProcessTimes times = new ProcessTimes(new TreeMap<>(), new TreeMap<>());
        for (String entry : line.split(" ")) {
            String[] parts = entry.split("[=/]");
            times.ns.put(parts[0], Long.parseLong(parts[1]));
            times.switches.put(parts[0], Long.parseLong(parts[2]));
        }
        return times;
    }
}
