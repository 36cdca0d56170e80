package dev.weft.localhadoop;

import dev.weft.localhadoop.LocalCluster.DaemonStatus;
import dev.weft.localhadoop.LocalCluster.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** The command behind {@code bin/local-hadoop}: reads its arguments, speaks to the {@link LocalCluster}, prints one line a daemon. */
public final class LocalHadoop {

    private final PrintStream out;
    private final Path hadoopJars;
    private Path dir;
    private Options options = Options.defaults();

    private LocalHadoop(PrintStream out, Path hadoopJars, Path dir) {
        this.out = out;
        this.hadoopJars = hadoopJars;
        this.dir = dir;
    }

    /** {@code <hadoop jars> <default dir> start|stop|status [options]}; the script adds the first two. */
    public static void main(String[] args) throws InterruptedException {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        try {
            LocalHadoop command = new LocalHadoop(System.out, Path.of(words.remove()), Path.of(words.remove()));
            System.exit(command.run(words.remove(), words));
        } catch (LocalHadoopException e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println("local-hadoop: reading or writing failed: " + e);
        }
        System.exit(1);
    }

    private int run(String verb, Deque<String> words) throws IOException, InterruptedException {
        while (!words.isEmpty()) {
            readOption(words.remove(), words);
        }
        LocalCluster cluster = new LocalCluster(dir, hadoopJars);
        switch (verb) {
            case "start" -> {
                long startNs = System.nanoTime();
                cluster.start(options);
                print(cluster.status());
                out.printf("Ready after %.1f s. Data and logs: %s%n", (System.nanoTime() - startNs) / 1e9, dir);
            }
            case "stop" -> {
                cluster.stop();
                out.println("Stopped the cluster in " + dir);
            }
            case "status" -> {
                return print(cluster.status()) ? 0 : 1;
            }
            default -> throw new LocalHadoopException("Unknown command " + verb + "; use start, stop or status.");
        }
        return 0;
    }

    private void readOption(String name, Deque<String> words) {
        if (words.isEmpty()) {
            throw new LocalHadoopException("Option " + name + " needs a value.");
        }
        String value = words.remove();
        switch (name) {
            case "--dir" -> dir = Path.of(value).toAbsolutePath().normalize();
            case "--port-base" ->
                options = new Options(OptionalInt.of(number(name, value)), options.memoryMb(), options.patience());
            case "--memory" ->
                options = new Options(options.portBase(), OptionalInt.of(number(name, value)), options.patience());
            case "--timeout" ->
                options = new Options(options.portBase(), options.memoryMb(), Duration.ofSeconds(number(name, value)));
            default ->
                throw new LocalHadoopException(
                        "Unknown option " + name + "; use --dir DIR, --port-base N, --memory MB or --timeout SECONDS.");
        }
    }

    private static int number(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, as for a number that is too small
        }
        throw new LocalHadoopException("Option " + option + " needs a positive number, not " + value + ".");
    }

    /** Says whether all run. */
    private boolean print(List<DaemonStatus> daemons) {
        boolean all = true;
        for (DaemonStatus daemon : daemons) {
            all &= daemon.process().isPresent();
            out.printf(
                    "%-16s %s%n",
                    daemon.role().label(),
                    daemon.process()
                            .map(process -> "running  pid %-8d %s".formatted(process.pid(), daemon.web()))
                            .orElse("stopped"));
        }
        return all;
    }
}
