package dev.weft.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One setting of a swarm that can be turned off to simplify a failing run, without changing what else the seed has drawn.
 *
 * @param label its name on the command line
 */
record Simplification(String label, Consumer<Swarm> change) {

    private static final int SHORT_LINE = 10;

    /** All of them, those first that usually remove most. */
    static List<Simplification> all() {
        List<Simplification> all = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            String label = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
            all.add(new Simplification(label, swarm -> swarm.faults.remove(fault)));
        }
        all.add(new Simplification("yarn-manners", swarm -> swarm.manners = swarm.manners.calm()));
        all.add(new Simplification("cancel", swarm -> swarm.cancelPermille = 0));
        all.add(new Simplification("submit-twice", swarm -> swarm.submitTwicePermille = 0));
        all.add(new Simplification("job-1", swarm -> dropJob(swarm, 0)));
        all.add(new Simplification("job-2", swarm -> dropJob(swarm, 1)));
        all.add(new Simplification("job-3", swarm -> dropJob(swarm, 2)));
        all.add(new Simplification("slow-user", swarm -> swarm.slowUserPermille = 0));
        all.add(new Simplification(
                "unaligned",
                swarm -> swarm.jobs.replaceAll(job -> job.settings()
                        .checkpoints()
                        .map(checkpoints -> job.with(checkpoints.aligned()))
                        .orElse(job))));
        all.add(new Simplification("operations", swarm -> swarm.operations = Optional.empty()));
        all.add(new Simplification("small-window", swarm -> swarm.windowBytes = 1 << 16));
        all.add(new Simplification("wait-for-idle", swarm -> swarm.waitsForIdle = false));
        all.add(new Simplification(
                "long-lines",
                swarm -> swarm.jobs.replaceAll(
                        job -> Swarm.resized(job, job.parallelism(), Math.min(job.length(), SHORT_LINE)))));
        all.add(new Simplification(
                "parallelism",
                swarm -> swarm.jobs.replaceAll(
                        job -> Swarm.resized(job, Math.min(job.parallelism(), 2), job.length()))));
        return List.copyOf(all);
    }

    static Simplification named(String label) {
        return all().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--without '" + label + "': there are " + String.join(", ", labels())));
    }

    static List<String> labels() {
        return all().stream().map(Simplification::label).toList();
    }

    /** The position is counted as drawn: a job that is dropped leaves the others where they are. */
    private static void dropJob(Swarm swarm, int position) {
        if (swarm.jobs.size() > 1) {
            swarm.jobs.removeIf(job -> job.number() == position + 1);
        }
    }
}
