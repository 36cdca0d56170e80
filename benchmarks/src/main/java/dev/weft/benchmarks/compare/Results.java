package dev.weft.benchmarks.compare;

import dev.weft.benchmarks.compare.Limits.Limit;
import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * File of measurements, one line of JSON each, appended as soon as they are known, so that nothing is lost when a later
 * run fails, and several invocations can fill one table.
 */
final class Results {

    private final Path file;

    /** Rounds are numbered in each invocation from 1 on. */
    private final String invocation;

    private static final class Found {
        final Map<String, Map<Contestant, Measured>> rounds = new LinkedHashMap<>();
        final List<List<Limit>> limits = new ArrayList<>();
    }

    Results(Path file, String invocation) {
        this.file = file;
        this.invocation = invocation;
    }

    Path file() {
        return file;
    }

    void machine(String description) throws IOException {
        append(Json.object().put("machine", description));
    }

    void measured(Work work, Contestant contestant, int round, Measured measured) throws IOException {
        append(work.json()
                .put("contestant", contestant.name())
                .put("round", invocation + '-' + round)
                .put("measured", measured.json()));
    }

    void limits(Work work, List<Limit> limits) throws IOException {
        append(work.json().put("limits", Json.array(limits, Limit::json)));
    }

    private void append(Json.Builder line) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, line.build().text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What machines the file tells about. */
    static Set<String> machines(Path file) throws IOException {
        Set<String> machines = new LinkedHashSet<>();
        for (Json.Obj line : lines(file)) {
            line.member("machine").ifPresent(machine -> machines.add(machine.asText()));
        }
        return machines;
    }

    /** A report for each workload and size that the file tells about, in the order of the workloads. */
    static List<Report> reports(Path file) throws IOException {
        Map<Work, Found> all = new LinkedHashMap<>();
        for (Json.Obj line : lines(file)) {
            if (line.member("workload").isEmpty()) {
                continue;
            }
            Found found = all.computeIfAbsent(Work.of(line), work -> new Found());
            if (line.member("limits").isPresent()) {
                found.limits.add(line.elements("limits").stream()
                        .map(limit -> Limit.of(limit.asObject()))
                        .toList());
            } else {
                found.rounds
                        .computeIfAbsent(line.text("round"), round -> new EnumMap<>(Contestant.class))
                        .put(Contestant.valueOf(line.text("contestant")), Measured.of(line.object("measured")));
            }
        }
        return all.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().row()))
                .map(entry -> new Report(
                        entry.getKey(), List.copyOf(entry.getValue().rounds.values()), middle(entry.getValue().limits)))
                .toList();
    }

    /** Of the probes that were run several times, the ones whose first value is the median. */
    private static List<Limit> middle(List<List<Limit>> limits) {
        List<List<Limit>> sorted = limits.stream()
                .filter(probes -> !probes.isEmpty())
                .sorted(Comparator.comparing(probes -> probes.get(0).perSecond()))
                .toList();
        return sorted.isEmpty() ? List.of() : sorted.get(sorted.size() / 2);
    }

    private static List<Json.Obj> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> Json.parse(line).asObject())
                    .toList();
        }
    }
}
