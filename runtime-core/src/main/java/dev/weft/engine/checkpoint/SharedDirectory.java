package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The directory, beside those of a job's checkpoints, of the files that several of them may name. Its files are counted by
 * {@link SharedFiles} while the job runs; here are the steps that need only what is on disk. Calls block.
 */
final class SharedDirectory {

    static final String NAME = "shared";

    private SharedDirectory() {}

    /** @param checkpoint the directory of any checkpoint of the job */
    static Path beside(String checkpoint) {
        return new Path(new Path(checkpoint).getParent(), NAME);
    }

    /**
     * Deletes those of the files that are in the directory of the job and that none of its complete checkpoints names.
     *
     * @param root of the job's checkpoints
     * @throws IOException when a checkpoint cannot be read, and then nothing was deleted; or when something may be left
     */
    static void deleteUnnamed(Collection<Path> candidates, Path root) throws IOException {
        Path shared = new Path(root, NAME);
        Set<Path> unnamed = new HashSet<>();
        candidates.stream().filter(file -> shared.equals(file.getParent())).forEach(unnamed::add);
        if (unnamed.isEmpty()) {
            return;
        }
        FileSystem files = CheckpointFileSystems.of(root);
        for (FileStatus entry : files.listStatus(root)) {
            if (entry.isDir() && files.exists(new Path(entry.getPath(), MetadataFile.NAME))) {
                CheckpointMetadata metadata = MetadataFile.read(entry.getPath().toString());
                PieceFiles.shared(metadata).forEach(file -> unnamed.remove(new Path(file)));
            }
        }
        for (Path file : unnamed) {
            files.delete(file, false);
        }
    }

    /** Deletes what none of the job's complete checkpoints names; as {@link #deleteUnnamed(Collection, Path)}. */
    static void deleteUnnamed(Path root) throws IOException {
        Set<Path> all = new HashSet<>();
        try {
            for (FileStatus entry : CheckpointFileSystems.of(root).listStatus(new Path(root, NAME))) {
                all.add(new Path(root, NAME + "/" + entry.getPath().getName()));
            }
        } catch (FileNotFoundException e) {
            return;
        }
        deleteUnnamed(all, root);
    }

    /** Deletes files that nobody names any more; none is an error that is missing. */
    static void delete(Collection<String> files) throws IOException {
        for (String file : files) {
            Path path = new Path(file);
            CheckpointFileSystems.of(path).delete(path, false);
        }
    }
}
