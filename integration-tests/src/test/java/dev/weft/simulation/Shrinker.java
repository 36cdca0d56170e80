package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shrinks a failing run: turns off one setting of the swarm after the other, and keeps it off while the run still violates the same
 * invariant. The last run kept is a simple one, not always the simplest.
 */
final class Shrinker {

    private final long seed;
    private final Scenario scenario;
    private final List<Simplification> kept;

    /** @param before what is turned off already */
    Shrinker(long seed, Scenario scenario, List<Simplification> before) {
        this.seed = seed;
        this.scenario = scenario;
        this.kept = new ArrayList<>(before);
    }

    /**
     * What can be turned off in addition, as it is written on the command line, and what is violated then; empty when nothing can.
     *
     * @param violation of the run as it is
     */
    Optional<String> shrink(String violation) {
        int before = kept.size();
        String smallest = violation;
        for (Simplification next : Simplification.all()) {
            String swarm = swarm();
            kept.add(next);
            if (swarm().equals(swarm)) {
                kept.remove(next);
                continue;
            }
            List<String> violations =
                    new Simulation(seed, scenario, kept, false).run().violations();
            if (!violations.isEmpty() && invariant(violations.get(0)).equals(invariant(violation))) {
                smallest = violations.get(0);
            } else {
                kept.remove(next);
            }
        }
        String without =
                String.join(",", kept.stream().map(Simplification::label).toList());
        return kept.size() == before ? Optional.empty() : Optional.of("--without " + without + ": " + smallest);
    }

    private String swarm() {
        return Swarm.drawn(new Rng(seed).fork(), scenario, kept).toString();
    }

    private static String invariant(String violation) {
        int end = violation.indexOf(':');
        return end < 0 ? violation : violation.substring(0, end);
    }
}
