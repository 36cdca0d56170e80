package dev.weft.engine.resourcemanager;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.rpc.ExecutorConnection;
import java.util.Optional;

/**
 * State of one worker process: starting, registered, or with a broken connection. Owned by the ResourceManager's loop.
 */
@LoopOwned
final class Worker {

    /** STARTING → REGISTERED → BROKEN; a worker that is gone is forgotten. */
    enum State {
        /** The cluster starts it. */
        STARTING,
        /** It registered and its connection stands. */
        REGISTERED,
        /** Its connection broke; the cluster may still tell why. */
        BROKEN
    }

    private final ExecutorId id;
    private final long sinceNs;
    private State state = State.STARTING;
    private Optional<Register> registration = Optional.empty();
    private Optional<ExecutorConnection> connection = Optional.empty();
    private String brokenBy = "";
    private long heardNs;
    private long heardMs;
    private long idleSinceNs;
    private boolean stopping;

    Worker(ExecutorId id, long nowNs) {
        this.id = id;
        this.sinceNs = nowNs;
        this.idleSinceNs = nowNs;
    }

    ExecutorId id() {
        return id;
    }

    State state() {
        return state;
    }

    void registered(Register register, ExecutorConnection over, long nowNs, long nowMs) {
        state = State.REGISTERED;
        registration = Optional.of(register);
        connection = Optional.of(over);
        idleSinceNs = nowNs;
        heard(nowNs, nowMs);
    }

    void broken(String why) {
        state = State.BROKEN;
        brokenBy = why;
    }

    void heard(long nowNs, long nowMs) {
        heardNs = nowNs;
        heardMs = nowMs;
    }

    void markBusy(long nowNs) {
        idleSinceNs = nowNs;
    }

    void markStopping() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    Register registration() {
        return registration.orElseThrow();
    }

    ExecutorConnection connection() {
        return connection.orElseThrow();
    }

    String brokenBy() {
        return brokenBy;
    }

    long startingForNs(long nowNs) {
        return nowNs - sinceNs;
    }

    long silentForNs(long nowNs) {
        return nowNs - heardNs;
    }

    long idleForNs(long nowNs) {
        return nowNs - idleSinceNs;
    }

    long heardMs() {
        return heardMs;
    }
}
