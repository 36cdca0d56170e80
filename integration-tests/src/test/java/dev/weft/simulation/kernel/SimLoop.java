package dev.weft.simulation.kernel;

import dev.weft.engine.common.EventLoop;
import java.time.Duration;

/**
 * The engine's event loop in a simulation. An event that throws is reported to the engine's fault handler, and also
 * counts as a violation.
 */
final class SimLoop implements EventLoop {

    private final SimProcess process;
    private final LoopActor actor;
    private final FaultHandler faults;

    SimLoop(SimProcess process, String name, FaultHandler faults) {
        this.process = process;
        this.actor = process.loop(name);
        this.faults = faults;
    }

    @Override
    public void execute(Runnable event) {
        if (process.isAlive()) {
            actor.execute(() -> guarded(event));
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable event) {
        LoopActor.Timed timer = actor.after(delay.toNanos(), () -> guarded(event));
        return timer::cancel;
    }

    private void guarded(Runnable event) {
        try {
            event.run();
        } catch (Throwable fault) {
            process.onFault(actor.name(), fault);
            faults.onFault(actor.name(), fault);
        }
    }

    @Override
    public boolean inLoop() {
        return actor.runsNow();
    }

    @Override
    public void close() {
        actor.close();
    }

    @Override
    public String toString() {
        return actor.name();
    }
}
