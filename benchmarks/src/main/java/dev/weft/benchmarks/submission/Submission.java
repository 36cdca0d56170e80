package dev.weft.benchmarks.submission;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Runs {@code bin/flink run -m yarn-cluster} with a small word count repeatedly, and divides each run's wall time into
 * parts by timestamps of the ResourceManager and of the application master's log. The parts need the container logs on
 * this machine; without them only the wall time is shown.
 */
public final class Submission {

    private static final String INPUT = "/tmp/weft-submission/in/ten-lines";
    private static final String OUTPUT = "/tmp/weft-submission/out";
    private static final long PATIENCE_S = 120;
    private static final Pattern APPLICATION = Pattern.compile("application_(\\d+)_(\\d+)");
    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
    private static final int LOG_TIME_LENGTH = 23;

    /** The parts of a run in the order of time, each with what is known to end it. */
    private enum Part {
        CLIENT("client", "command typed -> application submitted"),
        FIRST_TICK("tick", "submitted -> YARN launches the master's container"),
        MASTER("AM", "container launched -> master registered with YARN"),
        SECOND_TICK("tick", "registered -> executor's container granted"),
        EXECUTOR("executor", "granted -> executor registered with the master"),
        JOB("job", "executor registered -> job finished"),
        EXIT("exit", "job finished -> command has ended");

        private final String title;
        private final String meaning;

        Part(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }
    }

    /** The moments in the master's log that end a part. */
    private static final Map<Part, Pattern> MASTER_LOG = new EnumMap<>(Map.of(
            Part.MASTER, Pattern.compile("Registered with the ResourceManager"),
            Part.SECOND_TICK, Pattern.compile("Starting an executor in"),
            Part.EXECUTOR, Pattern.compile("Executor \\S+ registered from"),
            Part.JOB, Pattern.compile("Job '.*' \\[.*] \\S+ -> FINISHED")));

    private static final class FailedRunException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedRunException(String message) {
            super(message);
        }
    }

    /** One run: milliseconds in all, and of each part if they could be told. */
    private record Run(long wallMs, Map<Part, Long> parts) {}

    private final Path home;
    private final List<String> options;
    private final YarnConfiguration configuration = new YarnConfiguration();
    private final YarnClient yarn = YarnClient.createYarnClient();

    private Submission(Path home, List<String> options) {
        this.home = home;
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
        Path home = Path.of(words.remove());
        int runs = 10;
        int warmUps = 2;
        List<String> options = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "-n" -> runs = Integer.parseInt(words.remove());
                case "-w" -> warmUps = Integer.parseInt(words.remove());
                default -> options.add(word);
            }
        }
        try {
            new Submission(home, options).measure(runs, warmUps);
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void measure(int runs, int warmUps) throws IOException, InterruptedException {
        yarn.init(configuration);
        yarn.start();
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 10; line++) {
            text.append("line ").append(line).append(" of ten lines with a few words to count\n");
        }
        try (FileSystem files = FileSystem.newInstance(configuration)) {
            try (OutputStream out = files.create(new org.apache.hadoop.fs.Path(INPUT), true)) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < warmUps; i++) {
                run(files, i);
            }
            System.out.println(header("run"));
            List<Run> measured = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                Run run = run(files, warmUps + i);
                measured.add(run);
                System.out.println(line(Integer.toString(i + 1), List.of(run), sorted -> sorted.get(0)));
            }
            System.out.println();
            System.out.println(header(""));
            System.out.println(line("median", measured, sorted -> sorted.get(sorted.size() / 2)));
            System.out.println(line("min", measured, sorted -> sorted.get(0)));
            System.out.println(line("max", measured, sorted -> sorted.get(sorted.size() - 1)));
            System.out.println();
            for (Part part : Part.values()) {
                System.out.printf("%-9s %s%n", part.title, part.meaning);
            }
        } finally {
            yarn.stop();
        }
    }

    private Run run(FileSystem files, int number) throws IOException, InterruptedException {
        files.delete(new org.apache.hadoop.fs.Path(OUTPUT), true);
        Path printed = Files.createTempFile("submission", ".out");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/flink").toString(), "run", "-m", "yarn-cluster"));
        command.addAll(options);
        command.addAll(List.of(
                home.resolve("dist/target/weft/examples/streaming/WordCount.jar")
                        .toString(),
                "--input",
                files.makeQualified(new org.apache.hadoop.fs.Path(INPUT)).toString(),
                "--output",
                files.makeQualified(new org.apache.hadoop.fs.Path(OUTPUT)).toString(),
                "--execution-mode",
                "BATCH"));
        long startMs = System.currentTimeMillis();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        long endMs = System.currentTimeMillis();
        String output = Files.readString(printed);
        Files.delete(printed);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new FailedRunException("run " + number
                    + (ended ? " ended with exit code " + process.exitValue() : " did not end in " + PATIENCE_S + " s")
                    + ":\n" + output);
        }
        return new Run(endMs - startMs, split(startMs, endMs, output));
    }

    private Map<Part, Long> split(long startMs, long endMs, String output) throws IOException {
        Matcher matcher = APPLICATION.matcher(output);
        if (!matcher.find()) {
            return Map.of();
        }
        Map<Part, Long> moments = new EnumMap<>(Part.class);
        moments.put(Part.EXIT, endMs);
        try {
            ApplicationReport report = yarn.getApplicationReport(
                    ApplicationId.newInstance(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
            moments.put(Part.CLIENT, report.getStartTime());
            moments.put(Part.FIRST_TICK, report.getLaunchTime());
        } catch (org.apache.hadoop.yarn.exceptions.YarnException e) {
            return Map.of();
        }
        Optional<Path> log = masterLog(matcher.group());
        if (log.isEmpty()) {
            return Map.of();
        }
        for (String line : Files.readAllLines(log.get())) {
            MASTER_LOG.forEach((part, pattern) -> {
                if (!moments.containsKey(part) && pattern.matcher(line).find()) {
                    timeOf(line).ifPresent(timeMs -> moments.put(part, timeMs));
                }
            });
        }
        Map<Part, Long> parts = new EnumMap<>(Part.class);
        long fromMs = startMs;
        for (Part part : Part.values()) {
            Long momentMs = moments.get(part);
            if (momentMs != null) {
                parts.put(part, momentMs - fromMs);
                fromMs = momentMs;
            }
        }
        return parts;
    }

    private static OptionalLong timeOf(String line) {
        if (line.length() < LOG_TIME_LENGTH) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(LocalDateTime.parse(line.substring(0, LOG_TIME_LENGTH), LOG_TIME)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeParseException noTime) {
            return OptionalLong.empty();
        }
    }

    private Optional<Path> masterLog(String application) throws IOException {
        for (String directory : configuration.getTrimmedStrings(YarnConfiguration.NM_LOG_DIRS)) {
            Path logs = Path.of(directory.replaceFirst("^file:/+", "/"), application);
            if (Files.isDirectory(logs)) {
                try (var files = Files.walk(logs)) {
                    Optional<Path> found = files.filter(file -> file.endsWith("jobmanager.log"))
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String header(String first) {
        StringBuilder line = new StringBuilder("%-8s%8s".formatted(first, "wall"));
        for (Part part : Part.values()) {
            line.append("%10s".formatted(part.title));
        }
        return line.append("   (ms)").toString();
    }

    private static String line(String title, List<Run> runs, ToLongFunction<List<Long>> choice) {
        StringBuilder line = new StringBuilder("%-8s%8d"
                .formatted(
                        title,
                        choice.applyAsLong(
                                runs.stream().map(Run::wallMs).sorted().toList())));
        for (Part part : Part.values()) {
            List<Long> known = runs.stream()
                    .filter(run -> run.parts().containsKey(part))
                    .map(run -> run.parts().get(part))
                    .sorted()
                    .toList();
            line.append("%10s".formatted(known.isEmpty() ? "-" : Long.toString(choice.applyAsLong(known))));
        }
        return line.toString();
    }
}
