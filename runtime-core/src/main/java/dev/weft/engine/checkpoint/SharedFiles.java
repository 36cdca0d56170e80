package dev.weft.engine.checkpoint;

import dev.weft.core.execution.RestoreMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reference counts of the files that several checkpoints of a job may name (incremental checkpoints). A file may be
 * deleted when no checkpoint names it that is retained or pending, and no pending checkpoint may still come to name it:
 * a pending checkpoint may name the files of its base, the checkpoint on which its request lets tasks build. Files of a
 * checkpoint that the job was restored from without claiming it are never given out for deletion.
 *
 * <p>Pure: nothing is deleted here. Belongs to the loop of the JobMaster, which fills it anew from the retained
 * checkpoints whenever it starts.
 */
public final class SharedFiles {

    private final Map<Long, Set<String>> retained = new HashMap<>();
    private final Map<Long, Pending> pending = new HashMap<>();
    /** How many of the above name each file; a base counts for the pending checkpoints that build on it. */
    private final Map<String, Integer> uses = new HashMap<>();

    private final Set<String> foreign = new HashSet<>();

    private record Pending(Set<String> base, Set<String> named) {}

    /**
     * The job begins with a checkpoint.
     *
     * @param checkpoint its id
     * @param files all files that it names
     * @param mode claimed, it counts as one of the job's own, to be {@linkplain #discarded discarded} like them; legacy,
     *     it may be a base, and its files stay; not claimed, it cannot be a base
     */
    public void restored(long checkpoint, Collection<String> files, RestoreMode mode) {
        switch (mode) {
            case CLAIM -> retain(checkpoint, new LinkedHashSet<>(files));
            case LEGACY -> {
                foreign.addAll(files);
                retain(checkpoint, new LinkedHashSet<>(files));
            }
            case NO_CLAIM -> foreign.addAll(files);
        }
    }

    /**
     * A checkpoint was triggered.
     *
     * @param base the checkpoint whose files tasks may name again; empty for none
     * @throws IllegalArgumentException when the base is not retained
     */
    public void triggered(long checkpoint, OptionalLong base) {
        Set<String> files = Set.of();
        if (base.isPresent()) {
            files = retained.get(base.getAsLong());
            if (files == null) {
                throw new IllegalArgumentException("checkpoint " + checkpoint + " cannot build on checkpoint "
                        + base.getAsLong() + ", which is not retained");
            }
        }
        files.forEach(this::use);
        if (pending.put(checkpoint, new Pending(files, new LinkedHashSet<>())) != null) {
            throw new IllegalArgumentException("checkpoint " + checkpoint + " was triggered twice");
        }
    }

    /**
     * A task has stored its part.
     *
     * @param files all shared files that it names, new ones and those of the base
     * @return files to delete: of a checkpoint that is not pending any more, those that nobody else names
     * @throws IllegalArgumentException when a file belongs to a checkpoint that is not the base
     */
    public Set<String> acknowledged(long checkpoint, Collection<String> files) {
        Pending to = pending.get(checkpoint);
        if (to == null) {
            return unused(files);
        }
        for (String file : files) {
            if (!to.base.contains(file) && !to.named.contains(file) && (uses.containsKey(file) || isForeign(file))) {
                throw new IllegalArgumentException("checkpoint " + checkpoint + " names " + file
                        + ", which belongs to another checkpoint than its base");
            }
        }
        for (String file : files) {
            if (to.named.add(file)) {
                use(file);
            }
        }
        return Set.of();
    }

    /**
     * The metadata of a checkpoint is durable.
     *
     * @return files to delete: those of its base, if that was discarded meanwhile, which no other checkpoint names
     */
    public Set<String> completed(long checkpoint) {
        Pending done = ended(checkpoint);
        retain(checkpoint, done.named);
        release(done.named);
        return release(done.base);
    }

    /**
     * A pending checkpoint will never be complete.
     *
     * @return files to delete
     */
    public Set<String> aborted(long checkpoint) {
        Pending done = ended(checkpoint);
        Set<String> free = release(done.named);
        free.addAll(release(done.base));
        return free;
    }

    /**
     * The metadata of a retained checkpoint was deleted. Before, a crash would leave metadata whose files are missing.
     *
     * @return files to delete
     */
    public Set<String> discarded(long checkpoint) {
        Set<String> files = retained.remove(checkpoint);
        return files == null ? Set.of() : release(files);
    }

    /** Whether tasks may build on this checkpoint. */
    public boolean isRetained(long checkpoint) {
        return retained.containsKey(checkpoint);
    }

    /** Whether this checkpoint was triggered and is neither complete nor aborted. */
    public boolean isPending(long checkpoint) {
        return pending.containsKey(checkpoint);
    }

    /** Whether the file belongs to somebody else. */
    public boolean isForeign(String file) {
        return foreign.contains(file);
    }

    private Pending ended(long checkpoint) {
        Pending done = pending.remove(checkpoint);
        if (done == null) {
            throw new IllegalArgumentException("checkpoint " + checkpoint + " is not pending");
        }
        return done;
    }

    private void retain(long checkpoint, Set<String> files) {
        files.forEach(this::use);
        if (retained.put(checkpoint, files) != null) {
            throw new IllegalArgumentException("checkpoint " + checkpoint + " is retained already");
        }
    }

    private void use(String file) {
        uses.merge(file, 1, Integer::sum);
    }

    private Set<String> release(Collection<String> files) {
        for (String file : files) {
            uses.computeIfPresent(file, (name, count) -> count == 1 ? null : count - 1);
        }
        return unused(files);
    }

    private Set<String> unused(Collection<String> files) {
        Set<String> free = new LinkedHashSet<>();
        for (String file : files) {
            if (!uses.containsKey(file) && !isForeign(file)) {
                free.add(file);
            }
        }
        return free;
    }
}
