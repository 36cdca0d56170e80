package dev.weft.engine.taskexecutor.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects that the tasks of one slot share, such as memory budgets: created for the first task that asks, closed when
 * the last lease is returned (reference counting). Used by the threads of tasks, under its lock.
 */
final class SlotShares {

    private static final Logger LOG = LoggerFactory.getLogger(SlotShares.class);

    private final long managedBytesPerSlot;
    private final Path stateDirectory;
    private final Map<Integer, Share> shares = new HashMap<>();

    /** @param stateDirectory local directory for state that does not fit into memory */
    SlotShares(long managedBytesPerSlot, Path stateDirectory) {
        this.managedBytesPerSlot = managedBytesPerSlot;
        this.stateDirectory = stateDirectory;
    }

    private static final class Share {
        private final Map<Class<?>, AutoCloseable> things = new HashMap<>();
        private int leases;
    }

    /** Acquires the shared objects of a slot. */
    synchronized Lease lease(int slot) {
        Share share = shares.computeIfAbsent(slot, s -> new Share());
        share.leases++;
        return new Lease(slot, share);
    }

    private synchronized void giveBack(Lease lease) {
        if (--lease.share.leases > 0) {
            return;
        }
        shares.remove(lease.slot);
        for (AutoCloseable thing : lease.share.things.values()) {
            try {
                thing.close();
            } catch (Exception e) {
                LOG.warn("{} of slot {} failed to close", thing.getClass().getSimpleName(), lease.slot, e);
            }
        }
    }

    /**
     * A reference to the shared objects, held by a task from before its operators are created until they are closed.
     */
    final class Lease implements AutoCloseable {
        private final int slot;
        private final Share share;

        private Lease(int slot, Share share) {
            this.slot = slot;
            this.share = share;
        }

        /** A new empty directory. */
        Path newDirectory() throws IOException {
            return Files.createTempDirectory(stateDirectory, "weft-state-");
        }

        <T extends AutoCloseable> T get(Class<T> type, LongFunction<T> make) {
            synchronized (SlotShares.this) {
                AutoCloseable thing = share.things.get(type);
                if (thing == null) {
                    thing = make.apply(managedBytesPerSlot);
                    share.things.put(type, thing);
                }
                return type.cast(thing);
            }
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}
