package dev.weft.engine.common;

import dev.weft.api.common.JobID;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Clock and threads that the engine runs on (dependency injection): a simulation passes simulated ones.
 *
 * @param clock the time
 * @param loops the threads of event loops
 * @param threads the threads of tasks
 * @param io the threads for what may block
 * @param chance random numbers, for jitter and new identities; safe from any thread
 */
public record Machine(
        Clock clock, LoopStarter loops, TaskThreads threads, IoExecutor.Starter io, RandomGenerator chance) {

    /** The real clock and threads. */
    public static Machine system() {
        return on(Clock.system());
    }

    /** Real threads with another clock. */
    public static Machine on(Clock clock) {
        return new Machine(
                clock,
                LoopStarter.threads(clock),
                TaskThreads.system(),
                IoExecutor.Starter.threads(),
                new SecureRandom());
    }

    /** The identity of a new job. */
    public JobID newJobId() {
        return new JobID(chance.nextLong(), chance.nextLong());
    }
}
