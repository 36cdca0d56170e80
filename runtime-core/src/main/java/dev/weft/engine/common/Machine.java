package dev.weft.engine.common;

/**
 * Clock and threads that the engine runs on (dependency injection): a simulation passes simulated ones.
 *
 * @param clock the time
 * @param loops the threads of event loops
 * @param threads the threads of tasks
 * @param io the threads for what may block
 */
public record Machine(Clock clock, LoopStarter loops, TaskThreads threads, IoExecutor.Starter io) {

    /** The real clock and threads. */
    public static Machine system() {
        return on(Clock.system());
    }

    /** Real threads with another clock. */
    public static Machine on(Clock clock) {
        return new Machine(clock, LoopStarter.threads(clock), TaskThreads.system(), IoExecutor.Starter.threads());
    }
}
