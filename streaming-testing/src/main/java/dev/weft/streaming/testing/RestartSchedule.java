package dev.weft.streaming.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Restart schedule of an operator under test: after which steps the operator is saved and restored, and with which parallelism.
 *
 * @param name for messages
 */
record RestartSchedule(String name, Plan plan) {

    /** The parallelism to restore with after a step; 0 for no restart. */
    @FunctionalInterface
    interface Plan {
        int instancesAfter(int step);
    }

    /** No restarts. */
    static final RestartSchedule NONE = new RestartSchedule("not restarted", step -> 0);

    private static final RestartSchedule BETWEEN_INSTANCES =
            new RestartSchedule("between 1, 2 and 3 instances", step -> step % 5 == 4 ? 1 + step / 5 % 3 : 0);

    /** All schedules. */
    static List<RestartSchedule> all(long seed) {
        List<RestartSchedule> all = new ArrayList<>(List.of(
                new RestartSchedule("restored after every step", step -> 1),
                new RestartSchedule("restored after every other step", step -> step % 2 == 0 ? 1 : 0),
                BETWEEN_INSTANCES));
        for (int i = 0; i < 3; i++) {
            all.add(atRandom(seed + i));
        }
        return all;
    }

    /** Few schedules, for operators that are slow to restore. */
    static List<RestartSchedule> some(long seed) {
        return List.of(BETWEEN_INSTANCES, atRandom(seed));
    }

    private static RestartSchedule atRandom(long seed) {
        return new RestartSchedule("at random, seed " + seed, step -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step);
            return random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
        });
    }
}
