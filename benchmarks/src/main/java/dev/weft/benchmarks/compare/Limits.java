package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hardware limits: what the machine could do without an engine, measured by probes, each in a JVM of its own. */
final class Limits {

    private Limits() {}

    /**
     * Result of one probe.
     *
     * @param what what it did
     * @param values records a second; of a row about latency the delays in ms, of {@link Delays#SHARES}
     */
    record Limit(String what, List<Double> values) {
        static Limit of(Json.Obj json) {
            return new Limit(
                    json.text("what"),
                    json.elements("values").stream().map(Measured::number).toList());
        }

        Json json() {
            return Json.object()
                    .put("what", what)
                    .put("values", Json.array(values, Json::of))
                    .build();
        }

        Delays delays() {
            return new Delays(values);
        }

        double perSecond() {
            return values.get(0);
        }
    }

    /** Runs the probes of a row, the one to compare with first. */
    static List<Limit> measure(Work work) throws IOException, InterruptedException {
        List<Limit> limits = new ArrayList<>();
        for (String probe : work.row().probes()) {
            limits.add(measure(work, probe));
        }
        return limits;
    }

    private static Limit measure(Work work, String probe) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx2g", "-XX:+UseParallelGC", "-Dslf4j.internal.verbosity=ERROR"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.weft.benchmarks.limits.Limit", probe, Long.toString(work.records())));
        command.addAll(work.row().arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new FailedRunException("the limit of " + work.label() + " could not be measured:\n" + said);
        }
        System.out.print(said.lines()
                .map(line -> work.label() + " limit: " + line + "\n")
                .reduce("", String::concat));
        List<String> lines = said.lines().toList();
        String[] found = lines.get(lines.size() - 1).split("\t");
        return new Limit(
                found[0],
                Arrays.stream(found[1].trim().split(" ")).map(Double::valueOf).toList());
    }
}
