package dev.weft.engine.common;

/**
 * What the engine takes from the machine that it runs on. A constructor argument of whatever tells the time, sleeps or
 * starts threads, so that a simulation is another machine.
 *
 * @param clock the time
 * @param loops the threads of event loops
 * @param threads the threads of tasks
 * @param io the threads for what may block
 */
public record Machine(Clock clock, LoopStarter loops, TaskThreads threads, IoExecutor.Starter io) {

    /** The real one. */
    public static Machine system() {
        return on(Clock.system());
    }

    /** The real one with another clock. */
    public static Machine on(Clock clock) {
        return new Machine(clock, LoopStarter.threads(clock), TaskThreads.system(), IoExecutor.Starter.threads());
    }
}
