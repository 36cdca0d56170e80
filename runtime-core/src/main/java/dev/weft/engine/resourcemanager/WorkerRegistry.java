package dev.weft.engine.resourcemanager;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.rpc.ExecutorConnection;
import dev.weft.engine.view.ExecutorView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Registry of the workers by id and by connection, with the ids of ended workers: a worker never comes back under its
 * id. It only stores state and notifies nobody. Owned by the ResourceManager's loop.
 */
@LoopOwned
final class WorkerRegistry {

    private static final int REMEMBERED_ENDS = 10_000;

    private final Map<ExecutorId, Worker> workers = new LinkedHashMap<>();
    private final Map<ExecutorConnection, Worker> byConnection = new IdentityHashMap<>();
    private final Set<ExecutorId> ended = new LinkedHashSet<>();

    Optional<Worker> find(ExecutorId id) {
        return Optional.ofNullable(workers.get(id));
    }

    /** The worker of a connection; empty when the connection is not valid any more. */
    Optional<Worker> byConnection(ExecutorConnection connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    List<Worker> all() {
        return List.copyOf(workers.values());
    }

    long count(Worker.State state) {
        return workers.values().stream().filter(w -> w.state() == state).count();
    }

    /** Registered workers that are not being stopped. */
    List<Worker> kept() {
        return notStopping(Worker.State.REGISTERED);
    }

    /** Workers that are expected to register. */
    List<Worker> starting() {
        return notStopping(Worker.State.STARTING);
    }

    private List<Worker> notStopping(Worker.State state) {
        return workers.values().stream()
                .filter(worker -> worker.state() == state && !worker.stopping())
                .toList();
    }

    boolean hasEnded(ExecutorId id) {
        return ended.contains(id);
    }

    /** Records that the cluster starts a worker; false when the worker is known already or has ended. */
    boolean addStarting(ExecutorId id, long nowNs) {
        return !ended.contains(id) && workers.putIfAbsent(id, new Worker(id, nowNs)) == null;
    }

    /** Records a registration, which may come before the cluster's report that the worker starts. */
    Worker register(Register register, ExecutorConnection connection, long nowNs, long nowMs) {
        Worker worker = workers.computeIfAbsent(register.executor(), first -> new Worker(first, nowNs));
        worker.registered(register, connection, nowNs, nowMs);
        byConnection.put(connection, worker);
        return worker;
    }

    /** Invalidates the worker's connection: its messages are ignored from now on. */
    void forgetConnection(Worker worker) {
        byConnection.remove(worker.connection());
    }

    void remove(Worker worker) {
        workers.remove(worker.id());
        rememberEnd(worker.id());
    }

    void rememberEnd(ExecutorId id) {
        ended.add(id);
        if (ended.size() > REMEMBERED_ENDS) {
            ended.remove(ended.iterator().next());
        }
    }

    List<ExecutorView> views(ToIntFunction<ExecutorId> freeSlots) {
        List<ExecutorView> views = new ArrayList<>();
        for (Worker worker : kept()) {
            views.add(new ExecutorView(
                    worker.id(),
                    worker.registration().dataHost(),
                    worker.registration().dataPort(),
                    worker.registration().slots(),
                    freeSlots.applyAsInt(worker.id()),
                    worker.heardMs(),
                    worker.registration().resources()));
        }
        return views;
    }
}
