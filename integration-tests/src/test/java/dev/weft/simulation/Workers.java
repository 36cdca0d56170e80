package dev.weft.simulation;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts the worker processes, collects their results, and prints the report. Used by one thread; each worker's output
 * is read by a thread of its own.
 */
final class Workers {

    private static final int PROGRESS_EVERY = 100;

    private final Main.Arguments arguments;
    private final List<String> words;
    private final Map<String, Long> seen = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private final long startNs = System.nanoTime();
    private long done;
    private long steps;

    Workers(Main.Arguments arguments, List<String> words) {
        this.arguments = arguments;
        this.words = words;
    }

    /** The exit status. */
    int run() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        for (int worker = 0; worker < arguments.workers(); worker++) {
            Process process = start(worker);
            processes.add(process);
            Thread reader = new Thread(() -> read(process));
            readers.add(reader);
            reader.start();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        boolean broken = false;
        for (Process process : processes) {
            broken |= process.waitFor() != 0;
        }
        return report(broken);
    }

    private Process start(int worker) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(words);
        command.add("--shrink");
        command.addAll(List.of("--worker", String.valueOf(worker), String.valueOf(arguments.workers())));
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void read(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("SEED\t")) {
                    onSeed(line.split("\t", -1));
                } else if (line.startsWith("SMALLEST\t")) {
                    String[] fields = line.split("\t", -1);
                    System.out.println("    smallest: " + command(Long.parseLong(fields[1])) + " " + fields[2]);
                }
            }
        } catch (IOException e) {
            System.err.println("simulate: lost a worker: " + e);
        }
    }

    private synchronized void onSeed(String[] fields) {
        long seed = Long.parseLong(fields[1]);
        steps += Long.parseLong(fields[2]);
        for (int i = 4; i < fields.length; i++) {
            String[] count = fields[i].split("=", 2);
            seen.merge(count[0], Long.parseLong(count[1]), Long::sum);
        }
        if (!fields[3].isEmpty()) {
            String scenario = Worker.scenario(seed, arguments.scenario()).label();
            failed.add(
                    "seed " + seed + " " + scenario + ": " + fields[3] + "\n    replay: " + command(seed) + " --trace");
            System.out.println(failed.get(failed.size() - 1));
        }
        if (++done % PROGRESS_EVERY == 0) {
            System.out.println(done + " of " + (arguments.last() - arguments.first() + 1) + " seeds, " + failed.size()
                    + " failed, " + seconds() + " s");
        }
    }

    private String command(long seed) {
        return "integration-tests/simulate --seeds " + seed + " --scenario "
                + Worker.scenario(seed, arguments.scenario()).label();
    }

    private long seconds() {
        return (System.nanoTime() - startNs) / 1_000_000_000;
    }

    private int report(boolean broken) {
        System.out.println("What happened how often in these seeds:");
        seen.forEach((what, times) -> System.out.printf("%10d  %s%n", times, what));
        long asked = arguments.last() - arguments.first() + 1;
        System.out.println(done + " seeds, " + steps + " steps, " + failed.size() + " failed, " + seconds() + " s");
        if (broken || done < asked) {
            System.out.println("simulate: a worker ended early: " + (asked - done) + " seeds were not run");
            return 1;
        }
        return failed.isEmpty() ? 0 : 1;
    }
}
