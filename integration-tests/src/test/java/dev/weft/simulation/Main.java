package dev.weft.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Main class of {@code integration-tests/simulate}. Starts worker processes, one simulation at a time in each because
 * the simulated file system is static, and reports what they found. Exit code 1: a seed violates an invariant; 2: wrong
 * arguments.
 */
public final class Main {

    private static final String USAGE = """
        Usage: integration-tests/simulate [--seeds A..B] [--scenario NAME] [--without WHAT,…] [--workers N]
               integration-tests/simulate --seeds A --trace [--scenario NAME] [--without WHAT,…]
               integration-tests/simulate --planted [--seeds A..B]

          --seeds A..B     the seeds to run (default: 1..2000); one seed is written as A
          --scenario NAME  only that family; without it the seed chooses one
          --without WHAT   turn off what the seeds draw: %s
          --workers N      processes that share the seeds (default: one a processor)
          --trace          print what happens in the simulation
          --planted        plant a fault of the engine at a time, and look whether a seed finds it

        Scenarios: %s
        """;

    private Main() {}

    /** The parsed command line. */
    record Arguments(
            long first,
            long last,
            Optional<Scenario> scenario,
            int workers,
            boolean trace,
            boolean planted,
            boolean shrink,
            List<Simplification> without,
            List<String> worker) {

        static Arguments parse(String[] words) {
            long first = 1;
            long last = 2000;
            Optional<Scenario> scenario = Optional.empty();
            int workers = Runtime.getRuntime().availableProcessors();
            boolean trace = false;
            boolean planted = false;
            boolean shrink = false;
            List<Simplification> without = List.of();
            List<String> worker = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                switch (words[i]) {
                    case "--seeds" -> {
                        String[] ends = value(words, ++i).split("\\.\\.", 2);
                        first = number(ends[0], words[i]);
                        last = number(ends[ends.length - 1], words[i]);
                    }
                    case "--scenario" -> scenario = Optional.of(Scenario.named(value(words, ++i)));
                    case "--workers" -> workers = (int) number(value(words, ++i), words[i]);
                    case "--trace" -> trace = true;
                    case "--planted" -> planted = true;
                    case "--shrink" -> shrink = true;
                    case "--without" ->
                        without = Stream.of(value(words, ++i).split(","))
                                .map(Simplification::named)
                                .toList();
                    case "--worker" -> worker.addAll(List.of(value(words, ++i), value(words, ++i)));
                    default -> throw new IllegalArgumentException("unknown argument '" + words[i] + "'");
                }
            }
            if (first > last) {
                throw new IllegalArgumentException("--seeds " + first + ".." + last + ": the first is above the last");
            }
            return new Arguments(first, last, scenario, Math.max(1, workers), trace, planted, shrink, without, worker);
        }

        private static String value(String[] words, int at) {
            if (at >= words.length) {
                throw new IllegalArgumentException(words[at - 1] + " needs a value");
            }
            return words[at];
        }

        private static long number(String text, String of) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + of + "': '" + text + "' is no number", e);
            }
        }
    }

    public static void main(String[] words) throws Exception {
        int status;
        try {
            status = run(Arguments.parse(words), words);
        } catch (IllegalArgumentException e) {
            System.err.println("simulate: " + e.getMessage());
            System.err.printf(USAGE, String.join(", ", Simplification.labels()), String.join(", ", Scenario.labels()));
            status = 2;
        }
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    private static int run(Arguments arguments, String[] words) throws Exception {
        if (!arguments.worker().isEmpty()) {
            int number = Integer.parseInt(arguments.worker().get(0));
            int of = Integer.parseInt(arguments.worker().get(1));
            new Worker(arguments, number, of).run();
            return 0;
        }
        if (arguments.trace()) {
            return Worker.trace(arguments.first(), arguments.scenario(), arguments.without()) ? 0 : 1;
        }
        return arguments.planted() ? new Planted(arguments).run() : new Workers(arguments, List.of(words)).run();
    }
}
