package dev.weft.engine.resourcemanager;

import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import java.time.Duration;

/**
 * Settings of the ResourceManager.
 *
 * @param epoch of this JobManager
 * @param worker the kind of worker to ask for
 * @param balance which executors' slots are given first
 * @param times its deadlines
 */
public record ResourceSettings(long epoch, WorkerSpec worker, Balance balance, Times times) {

    /**
     * @param heartbeatInterval how often both sides of a connection send a heartbeat
     * @param lease silence after which the other side is taken for dead
     * @param slotRequest how long a job waits for its slots
     * @param registration how long a starting worker may take to register
     * @param idleWorker how long a worker that no job needs is kept
     * @param exitReason how long to wait for the cluster to tell why a worker whose connection broke has ended
     */
    public record Times(
            Duration heartbeatInterval,
            Duration lease,
            Duration slotRequest,
            Duration registration,
            Duration idleWorker,
            Duration exitReason) {

        public Times {
            if (lease.compareTo(heartbeatInterval) <= 0) {
                throw new IllegalArgumentException("heartbeat.timeout (" + lease.toMillis()
                        + " ms) must be longer than heartbeat.interval (" + heartbeatInterval.toMillis() + " ms)");
            }
        }

        /** Heartbeats every 10 s, dead after 50 s, 5 min for slots and for registration, idle for 30 s. */
        public static Times defaults() {
            return new Times(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(50),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(2500));
        }
    }
}
