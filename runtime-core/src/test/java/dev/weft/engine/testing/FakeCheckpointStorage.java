package dev.weft.engine.testing;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.checkpoint.UnusableStorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A storage of checkpoints on the heap that fails on cue. For one thread at a time. */
public final class FakeCheckpointStorage implements CheckpointStorage {

    private final Map<String, CheckpointMetadata> complete = new LinkedHashMap<>();
    private final List<String> prepared = new ArrayList<>();
    private final List<String> discarded = new ArrayList<>();
    private final Set<String> discardedShared = new LinkedHashSet<>();

    private final Set<String> claimed = new LinkedHashSet<>();
    private boolean released;

    /** The directories that {@link #claim} refuses. */
    public final Set<String> claimedByOthers = new HashSet<>();

    /** What {@link #open} returns. */
    public long highestId;

    /** Thrown by {@link #open}. */
    public Optional<IOException> openFailure = Optional.empty();

    /** Thrown by {@link #prepare}. */
    public Optional<IOException> prepareFailure = Optional.empty();

    /** Thrown by {@link #complete}. */
    public Optional<IOException> completeFailure = Optional.empty();

    /** Whether a {@link #complete} that fails has written the metadata nevertheless. */
    public boolean writesAllTheSame;

    /** Thrown by {@link #read} and {@link #settle}. */
    public Optional<IOException> readFailure = Optional.empty();

    /** The directories that {@link #discard} fails to delete. */
    public final Set<String> undeletable = new HashSet<>();

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public long open() throws IOException {
        if (openFailure.isPresent()) {
            throw openFailure.get();
        }
        return highestId;
    }

    @Override
    public void release() {
        released = true;
    }

    public boolean isReleased() {
        return released;
    }

    @Override
    public String prepare(long checkpointId) throws IOException {
        if (prepareFailure.isPresent()) {
            throw prepareFailure.get();
        }
        String directory = "chk-" + checkpointId;
        prepared.add(directory);
        return directory;
    }

    @Override
    public String prepareSavepoint(String parent) {
        String directory = parent + "/savepoint-" + prepared.size();
        prepared.add(directory);
        return directory;
    }

    @Override
    public String complete(String directory, CheckpointMetadata metadata) throws IOException {
        if (completeFailure.isEmpty() || writesAllTheSame) {
            complete.put(directory, metadata);
        }
        if (completeFailure.isPresent()) {
            throw completeFailure.get();
        }
        return directory;
    }

    @Override
    public boolean settle(String directory, CheckpointMetadata metadata) throws IOException {
        if (readFailure.isPresent()) {
            throw readFailure.get();
        }
        return complete.containsKey(directory);
    }

    @Override
    public CheckpointMetadata read(String address) throws IOException {
        if (readFailure.isPresent()) {
            throw readFailure.get();
        }
        if (!complete.containsKey(address)) {
            throw new FileNotFoundException("there is no checkpoint at " + address);
        }
        return complete.get(address);
    }

    @Override
    public void discard(String directory, Collection<String> shared) throws IOException {
        if (undeletable.contains(directory)) {
            throw new IOException(directory + " cannot be deleted");
        }
        if (!directory.isEmpty()) {
            complete.remove(directory);
            discarded.add(directory);
        }
        discardedShared.addAll(shared);
    }

    @Override
    public void claim(String directory) throws IOException {
        if (claimedByOthers.contains(directory)) {
            throw new UnusableStorageException("job 7 has claimed it");
        }
        claimed.add(directory);
    }

    @Override
    public void unclaim(String directory) {
        claimed.remove(directory);
    }

    /** The checkpoints that the job has claimed. */
    public Set<String> claimed() {
        return claimed;
    }

    /** Puts a checkpoint there, as another job would. */
    public void put(String address, CheckpointMetadata metadata) {
        complete.put(address, metadata);
    }

    /** The complete checkpoints that are there, by directory. */
    public Map<String, CheckpointMetadata> complete() {
        return complete;
    }

    public List<String> discarded() {
        return discarded;
    }

    /** The shared files that were deleted. */
    public Set<String> discardedShared() {
        return discardedShared;
    }
}
