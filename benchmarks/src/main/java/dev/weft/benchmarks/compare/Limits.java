package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the machine could do if there were no engine: each probe in a JVM of its own. */
final class Limits {

    private Limits() {}

    /** What the probe of a row does. */
    static String meaning(Row row) {
        return switch (row.program()) {
            case "GEN" -> "the loop itself, on each processor";
            case "W2" -> "the same functions in a loop, on each processor";
            case "W3" -> "arrays of references through a bare queue, one thread makes the records and one digests them";
            case "W4" -> "bare netty moving the bytes of the records, when half of them cross";
            case "W5" -> "one hash map a thread over the same lines";
            case "W6" -> "a table of longs by open addressing, a thread over the same keys";
            case "W8" -> "sums in an array of keys and panes, a thread over the same readings";
            default -> "";
        };
    }

    /** Records a second of the bare loop; 0 when there is none for this row. */
    static double perSecond(Row row) throws IOException, InterruptedException {
        if (meaning(row).isEmpty()) {
            return 0;
        }
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.weft.benchmarks.limits.Limit",
                        row.program(),
                        row.arguments().isEmpty() ? "" : row.arguments().get(0))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (probe.waitFor() != 0) {
            throw new FailedRunException("the limit of " + row + " could not be measured");
        }
        List<String> lines = said.lines().toList();
        return Double.parseDouble(lines.get(lines.size() - 1));
    }
}
