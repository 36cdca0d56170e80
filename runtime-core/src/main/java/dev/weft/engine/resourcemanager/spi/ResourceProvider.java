package dev.weft.engine.resourcemanager.spi;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import java.util.List;

/**
 * Service provider interface to a cluster manager: starts and stops workers and reports their end. All methods return
 * at once and are called from the ResourceManager's loop; all {@link Events} may come from any thread (the receiver
 * enqueues them).
 */
public interface ResourceProvider {

    /** Registers with the cluster and requests {@code initial} in the same step. Called once, first. */
    void start(List<WorkerDemand> initial, Events events);

    /** Declares how many workers are wanted in total: absolute, so that repeating it has no effect. */
    void declare(List<WorkerDemand> demand);

    /** A worker has registered: from now on its end does not count as a failed start. */
    void onWorkerRegistered(ExecutorId worker);

    /**
     * A worker is unreachable: it does not count towards the demand any more and is replaced at once. Its end is still
     * reported; {@link #stopWorker} follows if it does not come.
     */
    void onWorkerBroken(ExecutorId worker);

    /** Releases one worker. {@link Events#onWorkerEnded} follows. */
    void stopWorker(ExecutorId worker, String reason);

    /**
     * Ends the application on the cluster: workers are stopped, the outcome is reported. {@link Events#onFinished}
     * follows. Called once, last.
     */
    void finish(Outcome outcome, String diagnostics);

    /**
     * @param slots slots of a worker
     * @param processBytes memory of the whole worker process
     * @param vcores virtual cores
     */
    record WorkerSpec(int slots, long processBytes, int vcores) {}

    /** {@code count} workers of one kind. */
    record WorkerDemand(WorkerSpec spec, int count) {}

    /** How the application ended. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELED
    }

    /** Events of the cluster. */
    interface Events {
        /** A worker process is being started; it will register by itself, or end. */
        void onWorkerStarting(ExecutorId worker, WorkerSpec spec, String host);

        /**
         * A worker has ended. {@code requested}: whether it was released by us; the reason names exit status and
         * signal.
         */
        void onWorkerEnded(ExecutorId worker, boolean requested, String reason);

        /** The demand can never be met, or the cluster is lost: the application must end. */
        void onFatal(WeftException failure);

        /** The cluster has stored the outcome, or is unreachable: there is nothing left to wait for. */
        void onFinished();
    }
}
