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

    /** Registers with the cluster, asking for {@code initial} in the same breath. Called once, first. */
    void start(List<WorkerDemand> initial, Events events);

    /** How many workers are wanted in total, now: absolute, so that repeating it changes nothing. */
    void declare(List<WorkerDemand> demand);

    /** A worker has registered: how it ends from now on says nothing of whether workers can be started. */
    void onWorkerRegistered(ExecutorId worker);

    /**
     * A worker cannot be reached any more, so that it does not count for the demand and is replaced at once. Its end is told
     * as that of every other; {@link #stopWorker} follows when it does not come.
     */
    void onWorkerBroken(ExecutorId worker);

    /** Gives one worker back. {@link Events#onWorkerEnded} follows. */
    void stopWorker(ExecutorId worker, String reason);

    /** Ends the application on the cluster: workers go, the outcome is told. {@link Events#onFinished} follows. Called once, last. */
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

    /** What the cluster tells. */
    interface Events {
        /** A worker process is being started; it will register by itself, or end. */
        void onWorkerStarting(ExecutorId worker, WorkerSpec spec, String host);

        /** A worker is gone. {@code requested} tells whether we gave it back; the reason names exit status and signal. */
        void onWorkerEnded(ExecutorId worker, boolean requested, String reason);

        /** The demand can never be met, or the cluster is lost: the application must end. */
        void onFatal(WeftException failure);

        /** The cluster knows the outcome, or cannot be told: there is nothing left to wait for. */
        void onFinished();
    }
}
