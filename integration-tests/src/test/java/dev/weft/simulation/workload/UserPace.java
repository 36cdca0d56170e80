package dev.weft.simulation.workload;

import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Speed and failures of user code in the running simulation. Static, because programs carry no references to a
 * simulation; one simulation runs at a time per JVM.
 */
public final class UserPace {

    private static volatile UserPace current;

    private final Scheduler scheduler;
    private final LoopActor nature;
    private final Rng random;
    private final Optional<Alignment> alignment;
    private int slowPermille;
    private int failPermille;
    private boolean clocksJump;
    private long failures;

    /** @param alignment whether readers that are to be aligned are watched: nothing may happen that readers do not survive */
    public UserPace(Scheduler scheduler, LoopActor nature, Rng random, int slowPermille, boolean alignment) {
        this.alignment = alignment ? Optional.of(new Alignment(scheduler)) : Optional.empty();
        this.scheduler = scheduler;
        this.nature = nature;
        this.random = random;
        this.slowPermille = slowPermille;
    }

    public void install() {
        current = this;
    }

    public static void uninstall() {
        current = null;
    }

    /** From now on so many of a thousand calls throw. */
    public void fail(int permille) {
        failPermille = permille;
    }

    public long failures() {
        return failures;
    }

    /** The wall clock of a process has been set. */
    public void clockWasSet() {
        clocksJump = true;
    }

    private static UserPace here() {
        UserPace here = current;
        if (here == null) {
            throw new IllegalStateException("no simulation runs in this JVM");
        }
        return here;
    }

    /** In some calls the function waits and others run; in some it throws. */
    static void step() {
        UserPace here = here();
        if (here.slowPermille > 0 && here.random.permille(here.slowPermille)) {
            here.scheduler.runningProcess().pause(here.random.between(10_000L, 20_000_000L));
        }
        if (here.failPermille > 0 && here.random.permille(here.failPermille)) {
            here.failures++;
            throw new IllegalStateException("simulated: the user's function failed");
        }
    }

    /** Milliseconds since the epoch by a clock that is never set. */
    static long nowMs() {
        return here().scheduler.clock().epochMs();
    }

    /** Whether the wall clocks of processes have been set. */
    static boolean clocksJump() {
        return here().clocksJump;
    }

    /** What a program decides by chance. */
    static boolean coin() {
        return here().random.coin();
    }

    /** In some calls there is nothing yet, and the future completes later. */
    static CompletableFuture<Void> maybeNothingYet(int permille, long longestMs) {
        UserPace here = here();
        CompletableFuture<Void> later = new CompletableFuture<>();
        if (!here.random.permille(permille)) {
            later.complete(null);
        } else {
            here.nature.after(
                    here.random.between(10_000L, Math.max(1, longestMs) * 1_000_000), () -> later.complete(null));
        }
        return later;
    }

    /** Where readers that are to be aligned tell how far they are, if they are watched. */
    static Optional<Alignment> alignment() {
        return here().alignment;
    }

    /** The calling thread will hold this lock while it waits, and others of its task wait for it. */
    static void guardedBy(Object lock) {
        here().scheduler.runningProcess().guard(lock);
    }

    /** Something has happened that is worth counting. */
    static void seen(String what) {
        here().scheduler.saw(what);
    }

    /** A rule of the engine was broken in front of a user's function. */
    static void violation(String what) {
        here().scheduler.violation(what);
    }
}
