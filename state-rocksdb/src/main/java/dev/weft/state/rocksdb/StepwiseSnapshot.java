package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Snapshot of the moment of a {@link CacheCut}. Its writer asks the task's thread for one step of the cut after the other,
 * and leaves the task as much time between two of them as the last one took; then it writes the stores' snapshot, which the
 * task's thread takes when the cut is written.
 *
 * <p>Made by the task's thread, written by one other, closed by any.
 */
final class StepwiseSnapshot implements KeyedSnapshot, CacheCut.Waiter {

    private static final long LEAST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CacheCut cut;
    private final Supplier<? extends KeyedSnapshot> ofStores;
    private final Executor task;
    private final int step;
    // Guarded by this.
    private Optional<KeyedSnapshot> stored = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean closed;
    private boolean asked;
    private long stepNs;

    /**
     * @param ofStores takes the snapshot of what is in the stores
     * @param task runs actions on the task's thread
     * @param step number of entries of a step
     */
    StepwiseSnapshot(CacheCut cut, Supplier<? extends KeyedSnapshot> ofStores, Executor task, int step) {
        this.cut = cut;
        this.ofStores = ofStores;
        this.task = task;
        this.step = step;
    }

    // ---- the task's thread ----

    /** Called once the cut has written everything. */
    @Override
    public void written() {
        try {
            KeyedSnapshot taken = ofStores.get();
            synchronized (this) {
                if (closed) {
                    taken.close();
                } else {
                    stored = Optional.of(taken);
                }
                notifyAll();
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public synchronized void failed(RuntimeException why) {
        failure = Optional.of(why);
        notifyAll();
    }

    /** Throws what has failed so far. */
    synchronized void check() {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void step() {
        long begunNs = System.nanoTime();
        try {
            cut.step(step);
        } finally {
            synchronized (this) {
                asked = false;
                stepNs = System.nanoTime() - begunNs;
                notifyAll();
            }
        }
    }

    // ---- any thread ----

    @Override
    public synchronized boolean isGone() {
        return closed;
    }

    private boolean isOver() {
        return stored.isPresent() || failure.isPresent();
    }

    @Override
    public KeyedPiece write(SnapshotStore store) throws IOException {
        return awaitStored().write(store);
    }

    private KeyedSnapshot awaitStored() throws IOException {
        while (true) {
            synchronized (this) {
                if (closed) {
                    throw RocksSnapshot.closedMeanwhile();
                }
                if (failure.isPresent()) {
                    throw new IOException(
                            "the changes of keyed state cannot be written: "
                                    + failure.get().getMessage(),
                            failure.get());
                }
                if (stored.isPresent()) {
                    return stored.get();
                }
                asked = true;
            }
            task.execute(this::step);
            LockSupport.parkNanos(Math.max(LEAST_PAUSE_NS, awaitStep()));
        }
    }

    /** Waits until the task has made the step; returns how long that took, in nanoseconds. */
    private synchronized long awaitStep() throws IOException {
        try {
            while (asked && !closed && !isOver()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return isOver() ? 0 : stepNs;
    }

    @Override
    public void close() {
        Optional<KeyedSnapshot> taken;
        synchronized (this) {
            closed = true;
            taken = stored;
            notifyAll();
        }
        taken.ifPresent(KeyedSnapshot::close);
    }
}
