package dev.weft.simulation.kernel;

import dev.weft.engine.common.TaskThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The simulated task threads of one process. */
final class SimThreads implements TaskThreads {

    private final Scheduler scheduler;
    private final SimProcess process;
    private final Map<Thread, ThreadActor> actors = new LinkedHashMap<>();
    private final List<Monitor> monitors = new ArrayList<>();

    /** A lock that the thread of a source function shares with the thread of its task, in whose name the function's ends. */
    private static final class Monitor {
        private final Object lock;
        private final String function;
        private Optional<ThreadActor> holder = Optional.empty();

        Monitor(Object lock, String function) {
            this.lock = lock;
            this.function = function;
        }

        boolean shutsOut(ThreadActor actor) {
            return holder.isPresent() && holder.get() != actor && function.endsWith(actor.name());
        }
    }

    SimThreads(Scheduler scheduler, SimProcess process) {
        this.scheduler = scheduler;
        this.process = process;
    }

    @Override
    public Thread create(String name, ClassLoader contextClassLoader, Runnable body) {
        ThreadActor actor =
                new ThreadActor(scheduler, process, this, process.name() + "/" + name, contextClassLoader, body);
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

    void guard(Object lock) {
        monitors.add(new Monitor(lock, self().name()));
    }

    /** The calling thread is about to hand over the baton: notes what it holds. */
    void noteMonitors(ThreadActor actor) {
        for (Monitor monitor : monitors) {
            if (Thread.holdsLock(monitor.lock)) {
                monitor.holder = Optional.of(actor);
                scheduler.saw("source function waited with its lock");
            } else if (monitor.holder.filter(holder -> holder == actor).isPresent()) {
                monitor.holder = Optional.empty();
            }
        }
    }

    private boolean holdsMonitor(ThreadActor actor) {
        return monitors.stream()
                .anyMatch(monitor ->
                        monitor.holder.filter(holder -> holder == actor).isPresent());
    }

    /** Whether the thread must wait for another one that holds a monitor. */
    boolean isShutOut(ThreadActor actor) {
        for (int i = 0; i < monitors.size(); i++) {
            if (monitors.get(i).shutsOut(actor)) {
                return true;
            }
        }
        return false;
    }

    boolean sleepsUntilCalled(Thread thread) {
        ThreadActor actor = actors.get(thread);
        return actor != null && actor.sleepsUntilCalled();
    }

    /** Lets the threads of a killed process unwind, those that hold a monitor first. */
    void unwind() {
        List<ThreadActor> unwinding = new ArrayList<>(actors.values());
        unwinding.sort(Comparator.comparing(actor -> !holdsMonitor(actor)));
        for (ThreadActor actor : unwinding) {
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
