package dev.weft.engine.testing;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import java.util.ArrayList;
import java.util.List;

/** Records the demands; the test plays the cluster through {@link #events}. */
public final class FakeResourceProvider implements ResourceProvider {

    private final List<Integer> declared = new ArrayList<>();
    private final List<ExecutorId> registered = new ArrayList<>();
    private final List<ExecutorId> broken = new ArrayList<>();
    private final List<ExecutorId> stopped = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private Events events;

    @Override
    public void start(List<WorkerDemand> initial, Events listener) {
        events = listener;
        declare(initial);
    }

    @Override
    public void declare(List<WorkerDemand> demand) {
        declared.add(demand.stream().mapToInt(WorkerDemand::count).sum());
    }

    @Override
    public void onWorkerRegistered(ExecutorId worker) {
        registered.add(worker);
    }

    @Override
    public void onWorkerBroken(ExecutorId worker) {
        broken.add(worker);
    }

    @Override
    public void stopWorker(ExecutorId worker, String reason) {
        stopped.add(worker);
    }

    @Override
    public void finish(Outcome outcome, String diagnostics) {
        finished.add(outcome + " " + diagnostics);
    }

    public Events events() {
        return events;
    }

    /** Total workers of every statement of demand, the one of the start first. */
    public List<Integer> declared() {
        return List.copyOf(declared);
    }

    public List<ExecutorId> registered() {
        return List.copyOf(registered);
    }

    /** Workers that were counted out before their end was told. */
    public List<ExecutorId> broken() {
        return List.copyOf(broken);
    }

    public List<ExecutorId> stopped() {
        return List.copyOf(stopped);
    }

    /** Outcome and diagnostics of every call of finish. */
    public List<String> finished() {
        return List.copyOf(finished);
    }
}
