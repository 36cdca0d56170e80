package dev.weft.it.faults;

import dev.weft.it.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Main class of {@code integration-tests/faults}. Exit code 1: something was lost, doubled or left, or the job did not recover;
 * 2: wrong arguments.
 */
public final class Main {

    private static final String USAGE = """
        Usage: integration-tests/faults [--each N | --kills N] [--only FAULT,…] [--seed S] [--patience SECONDS]
                                        [--report FILE] [--keep] [-D KEY=VALUE]…

          --each N        each fault so often, in an order that the seed decides (default: 1)
          --kills N       instead: so many faults that kill executors, one after the other, chosen by the seed
          --only FAULT,…  only these
          --seed S        decides all that is random but the timing of processes (default: 1)
          --patience N    how many seconds a recovery may take (default: 120)
          --report FILE   where the report goes besides the terminal (default: %s)
          --keep          keep the daemons' directories and the logs of the containers also when all went well
          -D KEY=VALUE    an option of the job, as for bin/flink run

        Faults:
        %s
        """;

    private Main() {}

    /** The parsed command line. */
    record Arguments(
            int each,
            Optional<Integer> kills,
            List<Fault> only,
            long seed,
            Duration patience,
            Path report,
            boolean keep,
            List<String> options) {

        static Arguments parse(String[] words, Path directory) {
            int each = 1;
            Optional<Integer> kills = Optional.empty();
            List<Fault> only = List.of();
            long seed = 1;
            Duration patience = Duration.ofSeconds(120);
            Path report = directory.resolveSibling("faults.txt");
            boolean keep = false;
            List<String> options = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                switch (words[i]) {
                    case "--each" -> each = (int) number(words, ++i);
                    case "--kills" -> kills = Optional.of((int) number(words, ++i));
                    case "--only" ->
                        only = Stream.of(value(words, ++i).split(","))
                                .map(Fault::named)
                                .toList();
                    case "--seed" -> seed = number(words, ++i);
                    case "--patience" -> patience = Duration.ofSeconds(number(words, ++i));
                    case "--report" -> report = Path.of(value(words, ++i));
                    case "--keep" -> keep = true;
                    case "-D" -> options.add("-D" + value(words, ++i));
                    default -> {
                        if (!words[i].startsWith("-D")) {
                            throw new IllegalArgumentException("unknown argument '" + words[i] + "'");
                        }
                        options.add(words[i]);
                    }
                }
            }
            return new Arguments(each, kills, only, seed, patience, report, keep, options);
        }

        private static String value(String[] words, int at) {
            if (at >= words.length) {
                throw new IllegalArgumentException(words[at - 1] + " needs a value");
            }
            return words[at];
        }

        private static long number(String[] words, int at) {
            String text = value(words, at);
            if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException(words[at - 1] + ": '" + text + "' is no number from 0 on");
            }
            return Long.parseLong(text);
        }

        /** The faults in their order. */
        List<Fault> plan() {
            Random random = new Random(seed);
            if (kills.isPresent()) {
                List<Fault> choice = only.isEmpty() ? Fault.of(Fault.Kind.KILL) : only;
                return random.ints(kills.get(), 0, choice.size())
                        .mapToObj(choice::get)
                        .toList();
            }
            List<Fault> choice = only.isEmpty() ? List.of(Fault.values()) : only;
            List<Fault> plan = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                plan.addAll(choice);
            }
            Collections.shuffle(plan, random);
            return plan;
        }
    }

    public static void main(String[] words) throws Exception {
        Path directory = Path.of(System.getProperty("weft.it.directory"));
        Arguments arguments;
        try {
            arguments = Arguments.parse(words, directory);
        } catch (IllegalArgumentException e) {
            System.err.println("faults: " + e.getMessage());
            System.err.printf(USAGE, directory.resolveSibling("faults.txt"), described());
            System.exit(2);
            return;
        }
        System.exit(run(arguments, directory) ? 0 : 1);
    }

    private static String described() {
        return Arrays.stream(Fault.values())
                .map(fault -> String.format("  %-16s %s", fault.label(), fault.description()))
                .collect(Collectors.joining("\n"));
    }

    private static boolean run(Arguments arguments, Path directory) throws IOException, InterruptedException {
        boolean well = false;
        try (Report report = new Report(System.out, arguments.report());
                Stopped stopped = new Stopped()) {
            report.say("Seed %d. HDFS, YARN and Kafka start in %s.", arguments.seed(), directory);
            Cluster cluster = stopped.later(Cluster.start(directory.resolve("hadoop")));
            Cluster.delete(directory.resolve("run"));
            Campaign campaign = stopped.later(new Campaign(
                    cluster, Files.createDirectories(directory.resolve("run")), arguments.patience(), report));
            try {
                well = campaign.run(arguments.plan(), arguments.seed(), arguments.options());
            } catch (AssertionError | Exception e) {
                report.table();
                report.say("FAILED: %s", e);
            }
            if (!well) {
                report.say("The logs of all processes are in %s.", directory);
            }
        }
        if (well && !arguments.keep()) {
            Cluster.delete(directory);
        }
        return well;
    }

    /** Closes what was started, in reverse order, at the end or when the campaign is interrupted. */
    private static final class Stopped implements AutoCloseable {
        private final List<AutoCloseable> started = new ArrayList<>();
        private final Thread hook = new Thread(this::closeAll, "stop");

        Stopped() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        synchronized <T extends AutoCloseable> T later(T closeable) {
            started.add(closeable);
            return closeable;
        }

        private synchronized void closeAll() {
            for (int i = started.size() - 1; i >= 0; i--) {
                try {
                    started.get(i).close();
                } catch (Exception e) {
                    System.err.println("faults: while stopping: " + e);
                }
            }
            started.clear();
        }

        @Override
        public void close() {
            closeAll();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
