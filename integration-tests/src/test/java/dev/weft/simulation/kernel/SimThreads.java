package dev.weft.simulation.kernel;

import dev.weft.engine.common.TaskThreads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The simulated task threads of one process. */
final class SimThreads implements TaskThreads {

    private final Scheduler scheduler;
    private final SimProcess process;
    private final Map<Thread, ThreadActor> actors = new LinkedHashMap<>();

    SimThreads(Scheduler scheduler, SimProcess process) {
        this.scheduler = scheduler;
        this.process = process;
    }

    @Override
    public Thread create(String name, ClassLoader contextClassLoader, Runnable body) {
        ThreadActor actor = new ThreadActor(scheduler, process, process.name() + "/" + name, contextClassLoader, body);
        actors.put(actor.thread(), actor);
        return actor.thread();
    }

    @Override
    public void start(Thread thread) {
        actors.get(thread).start();
    }

    @Override
    public void park(Object blocker) {
        self().sleep(Long.MAX_VALUE);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        self().sleep(nanos);
    }

    @Override
    public void unpark(Thread thread) {
        ThreadActor actor = actors.get(thread);
        if (actor != null) {
            actor.unpark();
        }
    }

    @Override
    public void interrupt(Thread thread) {
        ThreadActor actor = actors.get(thread);
        if (actor != null) {
            actor.interrupt();
        }
    }

    @Override
    public boolean yield() {
        return false;
    }

    private ThreadActor self() {
        ThreadActor actor = actors.get(Thread.currentThread());
        if (actor == null) {
            throw new IllegalStateException(
                    Thread.currentThread().getName() + " sleeps but is no task thread of " + process.name());
        }
        return actor;
    }

    /** The calling task thread of this process, if it is one. */
    void pauseIfMine(long nanos) {
        ThreadActor actor = actors.get(Thread.currentThread());
        if (actor != null) {
            actor.pause(nanos);
        }
    }

    /** Lets the threads of a killed process unwind. */
    void unwind() {
        for (ThreadActor actor : List.copyOf(actors.values())) {
            for (int turn = 0; !actor.hasEnded(); turn++) {
                if (turn == 1000) {
                    throw new IllegalStateException(actor + " does not end although its process was killed");
                }
                scheduler.run(actor);
            }
            scheduler.remove(actor);
        }
        actors.clear();
    }

    List<String> alive(Predicate<Thread> excepted) {
        return actors.values().stream()
                .filter(actor -> !actor.hasEnded() && !excepted.test(actor.thread()))
                .map(Actor::name)
                .toList();
    }
}
