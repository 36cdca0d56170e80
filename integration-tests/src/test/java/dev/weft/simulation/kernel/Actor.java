package dev.weft.simulation.kernel;

/** Unit of scheduling, which takes one step at a time: an event loop, a task thread, a pool of I/O threads. */
public abstract class Actor {

    private final SimProcess process;
    private final String name;
    private final int number;

    Actor(Scheduler scheduler, SimProcess process, String name) {
        this.process = process;
        this.name = name;
        this.number = scheduler.add(this);
    }

    public final String name() {
        return name;
    }

    final SimProcess process() {
        return process;
    }

    final int number() {
        return number;
    }

    /** Whether there is a step to take now. */
    abstract boolean isReady(long nowNs);

    /** When there will be one if nothing else happens; Long.MAX_VALUE = never. */
    abstract long nextDueNs();

    /** Takes one step; called by the scheduler only. */
    abstract void step();

    @Override
    public final String toString() {
        return name;
    }
}
