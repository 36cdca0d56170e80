package dev.weft.simulation;

import dev.weft.simulation.planted.Plant;
import dev.weft.simulation.planted.PlantingLoader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code simulate --planted} (mutation testing of the simulation): runs each planted fault in a worker of its own until
 * a seed finds it.
 */
final class Planted {

    private final Main.Arguments arguments;

    Planted(Main.Arguments arguments) {
        this.arguments = arguments;
    }

    /** The exit status: 1 when one was not found. */
    int run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(arguments.workers());
        List<Future<Boolean>> found = new ArrayList<>();
        for (Plant plant : Plant.all()) {
            found.add(threads.submit(() -> isFound(plant)));
        }
        int missed = 0;
        for (Future<Boolean> each : found) {
            missed += each.get() ? 0 : 1;
        }
        threads.shutdown();
        System.out.println(found.size() - missed + " of " + found.size() + " planted faults were found");
        return missed == 0 ? 0 : 1;
    }

    private boolean isFound(Plant plant) throws IOException {
        Process worker = new ProcessBuilder(command(plant))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long seeds = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", -1);
                if (!fields[0].equals("SEED")) {
                    continue;
                }
                seeds++;
                if (!fields[3].isEmpty()) {
                    tell(plant, "found by seed " + fields[1] + " after " + seeds + " seeds: " + shortened(fields[3]));
                    return true;
                }
            }
        } finally {
            worker.destroyForcibly();
        }
        tell(plant, seeds == 0 ? "NOT TRIED: the worker did not start" : "NOT FOUND in " + seeds + " seeds");
        return false;
    }

    private static String shortened(String violation) {
        return violation.length() <= 160 ? violation : violation.substring(0, 160) + " …";
    }

    private static synchronized void tell(Plant plant, String what) {
        System.out.println(plant.name() + " (" + plant.story() + "): " + what);
    }

    private List<String> command(Plant plant) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Dweft.simulation.planted=" + plant.name(),
                "-Djava.system.class.loader=" + PlantingLoader.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--seeds",
                arguments.first() + ".." + arguments.last(),
                "--worker",
                "0",
                "1"));
        arguments.scenario().ifPresent(scenario -> command.addAll(List.of("--scenario", scenario.label())));
        return command;
    }
}
