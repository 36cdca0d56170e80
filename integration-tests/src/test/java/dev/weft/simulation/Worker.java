package dev.weft.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Worker process: runs a share of the seeds and prints one line per result, which {@link Workers} parses. */
final class Worker {

    /** Every so many seeds one is run twice, to see that it is the same run. */
    static final int TWICE_EVERY = 20;

    private final Main.Arguments arguments;
    private final int number;
    private final int of;

    /**
     * @param number which worker, from 0
     * @param of how many there are
     */
    Worker(Main.Arguments arguments, int number, int of) {
        this.arguments = arguments;
        this.number = number;
        this.of = of;
    }

    /** The family that a seed belongs to when none is asked for. */
    static Scenario scenario(long seed, Optional<Scenario> asked) {
        Scenario[] all = Scenario.values();
        return asked.orElseGet(() -> all[(int) Math.floorMod(seed, (long) all.length)]);
    }

    /** Runs one seed; twice, if it is one of those. */
    static Simulation.Result run(long seed, Optional<Scenario> asked, List<Simplification> simplified) {
        Scenario scenario = scenario(seed, asked);
        Simulation.Result result = new Simulation(seed, scenario, simplified, false).run();
        if (seed % TWICE_EVERY == 0) {
            long again = new Simulation(seed, scenario, simplified, false).run().hash();
            if (again != result.hash()) {
                return result.with("DETERMINISM: the trace has hash " + Long.toHexString(result.hash())
                        + " and the next time " + Long.toHexString(again));
            }
        }
        return result;
    }

    void run() {
        for (long seed = arguments.first(); seed <= arguments.last(); seed++) {
            if (Math.floorMod(seed, (long) of) != number) {
                continue;
            }
            Simulation.Result result = run(seed, arguments.scenario(), arguments.without());
            StringBuilder line = new StringBuilder("SEED\t").append(seed);
            line.append('\t').append(result.steps());
            line.append('\t').append(String.join(" | ", result.violations()).replaceAll("\\s+", " "));
            for (Map.Entry<String, Integer> seen : result.seen().entrySet()) {
                line.append('\t').append(seen.getKey()).append('=').append(seen.getValue());
            }
            System.out.println(line);
            if (!result.violations().isEmpty() && arguments.shrink()) {
                shrink(seed, result.violations().get(0));
            }
        }
    }

    private void shrink(long seed, String violation) {
        new Shrinker(seed, scenario(seed, arguments.scenario()), arguments.without())
                .shrink(violation)
                .ifPresent(
                        smallest -> System.out.println("SMALLEST\t" + seed + "\t" + smallest.replaceAll("\\s+", " ")));
    }

    /** Runs one seed aloud; tells whether it was well. */
    static boolean trace(long seed, Optional<Scenario> asked, List<Simplification> simplified) {
        Simulation.Result result = new Simulation(seed, scenario(seed, asked), simplified, true).run();
        System.out.println("hash " + Long.toHexString(result.hash()) + ", " + result.steps() + " steps, "
                + (result.violations().isEmpty() ? "nothing violated" : "VIOLATED") + "; busiest " + result.busiest());
        return result.violations().isEmpty();
    }
}
