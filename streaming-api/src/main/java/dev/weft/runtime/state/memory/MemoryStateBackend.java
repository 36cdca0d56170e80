package dev.weft.runtime.state.memory;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import dev.weft.runtime.state.StateBackend;
import dev.weft.runtime.state.hashmap.HashMapStateBackend;
import dev.weft.runtime.state.storage.JobManagerCheckpointStorage;

/**
 * State on the heap with checkpoints in the memory of the JobManager, in one object: what older programs give to {@code
 * setStateBackend}. Newer ones use {@link HashMapStateBackend} and {@link JobManagerCheckpointStorage}, which it stands
 * for.
 */
@PublicEvolving
public class MemoryStateBackend implements StateBackend {
    private static final long serialVersionUID = 1L;

    /** The most bytes of a state. */
    public static final int DEFAULT_MAX_STATE_SIZE = JobManagerCheckpointStorage.DEFAULT_MAX_STATE_SIZE;

    private final JobManagerCheckpointStorage storage = new JobManagerCheckpointStorage();

    /** In memory only. */
    public MemoryStateBackend() {}

    /** @param asynchronousSnapshots has no effect: snapshots are always written while the task goes on */
    public MemoryStateBackend(boolean asynchronousSnapshots) {}

    /** @param maxStateSize has no effect: the most is always {@link #DEFAULT_MAX_STATE_SIZE} */
    public MemoryStateBackend(int maxStateSize) {}

    /**
     * @param maxStateSize has no effect: the most is always {@link #DEFAULT_MAX_STATE_SIZE}
     * @param asynchronousSnapshots has no effect: snapshots are always written while the task goes on
     */
    public MemoryStateBackend(int maxStateSize, boolean asynchronousSnapshots) {}

    /** The most bytes of a state. */
    public int getMaxStateSize() {
        return storage.getMaxStateSize();
    }

    /** Always true. */
    public boolean isUsingAsynchronousSnapshots() {
        return true;
    }

    @Override
    public void addTo(Configuration settings) {
        new HashMapStateBackend().addTo(settings);
        storage.addTo(settings);
    }

    @Override
    public String toString() {
        return "MemoryStateBackend";
    }
}
