package dev.weft.simulation.kernel;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A simulated process: its event loops, its threads, and whether it is alive. A kill takes effect between two steps.
 */
public final class SimProcess {

    private final Scheduler scheduler;
    private final String name;
    private final SimThreads threads;
    private final List<LoopActor> loops = new ArrayList<>();
    private final List<SimIo> pools = new ArrayList<>();
    private final List<Runnable> onDeath = new ArrayList<>();
    private final RandomGenerator chance;
    private boolean alive = true;
    private boolean frozen;
    private int started;
    private long wallClockAheadMs;

    public SimProcess(Scheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
        this.threads = new SimThreads(scheduler, this);
        this.chance = new SplittableRandom(scheduler.random().fork().nextLong());
    }

    public String name() {
        return name;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public boolean isAlive() {
        return alive;
    }

    /** What the engine gets in place of the machine. */
    public Machine machine() {
        return new Machine(clock(), (loop, faults) -> new SimLoop(this, loop, faults), threads, this::io, chance);
    }

    /** Its clock: time passes as for everybody, and the wall clock may have been set. */
    public Clock clock() {
        Clock right = scheduler.clock();
        return new Clock() {
            @Override
            public long nanoTime() {
                return right.nanoTime();
            }

            @Override
            public long epochMs() {
                return right.epochMs() + wallClockAheadMs;
            }
        };
    }

    /** Sets the wall clock to so much more, or less, than the right time. */
    public void setWallClock(long aheadMs) {
        wallClockAheadMs = aheadMs;
    }

    /** A pool of threads that may block. */
    public IoExecutor io(String pool, int maxThreads) {
        SimIo io = new SimIo(this, threads, pool, maxThreads);
        pools.add(io);
        return io;
    }

    /** A queue of events of this process. */
    public LoopActor loop(String loop) {
        LoopActor actor = new LoopActor(scheduler, this, name + "/" + loop + (started++ == 0 ? "" : "#" + started));
        loops.add(actor);
        return actor;
    }

    /** Called when the process is killed or exits. */
    public void onDeath(Runnable reaction) {
        onDeath.add(reaction);
    }

    /** An event or a thread of the engine threw what it must not throw. */
    void onFault(String where, Throwable fault) {
        if (alive) {
            StringBuilder text = new StringBuilder("I-RULES: " + where + " failed: " + fault);
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                StackTraceElement[] stack = cause.getStackTrace();
                for (int i = 0; i < Math.min(12, stack.length); i++) {
                    text.append("\n        at ").append(stack[i]);
                }
                if (cause.getCause() != null) {
                    text.append("\n      caused by ").append(cause.getCause());
                }
            }
            scheduler.violation(text.toString());
        }
    }

    /** The whole process stands still, as in a long collection of garbage or when its host is suspended. */
    public void freeze(boolean now) {
        frozen = now;
    }

    /** Whether no event waits in any queue; timers may. */
    public boolean isQuiet() {
        for (int i = 0; i < loops.size(); i++) {
            if (!loops.get(i).isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of its threads sleeps for as long as nobody calls it. */
    public boolean sleepsUntilCalled(Thread thread) {
        return threads.sleepsUntilCalled(thread);
    }

    public boolean isFrozen() {
        return frozen;
    }

    /** Ends the process at once: nothing that it would still do happens. Not from a thread of its own. */
    public void kill() {
        if (alive) {
            alive = false;
            frozen = false;
            loops.forEach(LoopActor::close);
            onDeath.forEach(Runnable::run);
            threads.unwind();
        }
    }

    /** Threads that have not ended, but for those of pools that wait for something to do. */
    public List<String> liveThreads() {
        return threads.alive(thread -> pools.stream().anyMatch(pool -> pool.isIdle(thread)));
    }

    /** The same without threads that finish what a closed pool still had to do. */
    public List<String> liveThreadsOfOpenPools() {
        return threads.alive(thread -> pools.stream().anyMatch(pool -> pool.isIdle(thread) || pool.isClosing(thread)));
    }

    /**
     * The calling thread is one of a source function, and may wait while it holds the monitor of this lock. The thread of its task, or it
     * itself, takes no step while the other one waits with the monitor: the JVM would let it run on as soon as the monitor is free.
     */
    public void guard(Object lock) {
        threads.guard(lock);
    }

    /** Lets a task thread of this process wait, while others run; on an event loop it does nothing. */
    public void pause(long nanos) {
        threads.pauseIfMine(nanos);
    }
}
