package dev.weft.simulation.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A simulated task thread, by baton passing: it is a JVM thread that runs only while it holds the baton; the scheduler
 * hands it over for a step, and the thread returns it when it blocks or ends.
 */
final class ThreadActor extends Actor {

    /** A thread that holds the baton for so long waits for something that the simulation does not know. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final Scheduler scheduler;
    private final SimProcess process;
    private final SimThreads siblings;
    private final Thread thread;
    private volatile boolean hasBaton;
    private volatile Thread giver;
    private boolean started;
    private boolean ended;
    private boolean asleep;
    private boolean permit;
    private boolean interrupted;
    private long wakeNs = Long.MAX_VALUE;

    ThreadActor(
            Scheduler scheduler,
            SimProcess process,
            SimThreads siblings,
            String name,
            ClassLoader loader,
            Runnable body) {
        super(scheduler, process, name);
        this.siblings = siblings;
        this.scheduler = scheduler;
        this.process = process;
        thread = new Thread(() -> run(body), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
    }

    Thread thread() {
        return thread;
    }

    boolean hasEnded() {
        return ended || !started;
    }

    // ---- the scheduler's thread, or that of another actor that runs now

    void start() {
        started = true;
        thread.start();
    }

    void unpark() {
        permit = true;
    }

    void interrupt() {
        interrupted = true;
    }

    boolean sleepsUntilCalled() {
        return started && !ended && asleep && !permit && !interrupted && wakeNs == Long.MAX_VALUE;
    }

    @Override
    boolean isReady(long nowNs) {
        return started
                && !ended
                && !process.isFrozen()
                && (!asleep || permit || interrupted || wakeNs <= nowNs)
                && !siblings.isShutOut(this);
    }

    @Override
    long nextDueNs() {
        return started && !ended && asleep && !process.isFrozen() && !siblings.isShutOut(this)
                ? wakeNs
                : Long.MAX_VALUE;
    }

    @Override
    void step() {
        asleep = false;
        wakeNs = Long.MAX_VALUE;
        giver = Thread.currentThread();
        hasBaton = true;
        LockSupport.unpark(thread);
        long deadline = System.nanoTime() + PATIENCE_NS;
        while (hasBaton) {
            LockSupport.parkNanos(this, PATIENCE_NS);
            if (hasBaton && System.nanoTime() > deadline) {
                throw stuck();
            }
        }
        if (ended) {
            scheduler.remove(this);
        }
    }

    private IllegalStateException stuck() {
        IllegalStateException failure =
                new IllegalStateException("the thread " + name() + " waits for something outside of the simulation");
        failure.setStackTrace(thread.getStackTrace());
        return failure;
    }

    // ---- the thread itself

    private void run(Runnable body) {
        awaitBaton();
        try {
            if (process.isAlive()) {
                body.run();
            }
        } catch (ProcessDied died) {
            // as intended
        } catch (Throwable fault) {
            process.onFault(name(), fault);
        } finally {
            ended = true;
            giveBaton();
        }
    }

    /** Sleeps until it is unparked, interrupted, or the time has come. */
    void sleep(long nanos) {
        diesWithItsProcess();
        boolean flag = Thread.interrupted() | interrupted;
        interrupted = false;
        if (!permit && !flag) {
            asleep = true;
            wakeNs = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : scheduler.nowNs() + nanos;
        }
        giveBaton();
        awaitBaton();
        permit = false;
        if (flag | interrupted) {
            interrupted = false;
            thread.interrupt();
        }
        diesWithItsProcess();
    }

    /** Lets others run for some time, whatever happens. */
    void pause(long nanos) {
        long until = scheduler.nowNs() + nanos;
        boolean kept = permit;
        while (scheduler.nowNs() < until) {
            permit = false;
            boolean flag = Thread.interrupted() | interrupted;
            interrupted = false;
            asleep = true;
            wakeNs = until;
            giveBaton();
            awaitBaton();
            kept |= permit;
            interrupted |= flag;
            diesWithItsProcess();
            if (interrupted) {
                break;
            }
        }
        permit |= kept;
        if (interrupted) {
            interrupted = false;
            thread.interrupt();
        }
    }

    private void diesWithItsProcess() {
        if (!process.isAlive()) {
            throw new ProcessDied();
        }
    }

    private void awaitBaton() {
        while (!hasBaton) {
            LockSupport.park(this);
        }
    }

    private void giveBaton() {
        siblings.noteMonitors(this);
        Thread to = giver;
        hasBaton = false;
        LockSupport.unpark(to);
    }
}
