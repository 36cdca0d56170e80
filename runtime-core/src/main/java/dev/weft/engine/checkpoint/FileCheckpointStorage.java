package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Storage in a directory of any file system:
 *
 * <pre>
 * &lt;directory&gt;/&lt;job id&gt;/chk-N      files of checkpoint N alone, and its _metadata
 * &lt;directory&gt;/&lt;job id&gt;/shared     files that several checkpoints may name
 * &lt;directory&gt;/&lt;job id&gt;/taskowned  files that the JobManager never deletes
 * </pre>
 *
 * Without a directory per job, the three are in the directory itself, and a file {@code _job} says whose they are.
 */
final class FileCheckpointStorage implements CheckpointStorage {

    private static final String CHECKPOINT = "chk-";
    private static final String TASK_OWNED = "taskowned";

    private final Path configured;
    private final boolean perJob;
    private final JobID job;
    private final Savepoints savepoints;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private Path root;
    private boolean owned;
    private boolean made;

    FileCheckpointStorage(String directory, boolean perJob, JobID job, Savepoints savepoints) {
        this.configured = new Path(directory);
        this.perJob = perJob;
        this.job = job;
        this.savepoints = savepoints;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public long open() throws IOException {
        try {
            makeDirectories();
            long highest = 0;
            for (FileStatus entry : entries(files(), root())) {
                highest = Math.max(highest, idOf(entry.getPath()).orElse(0L));
            }
            return highest;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public String prepare(long checkpointId) throws IOException {
        try {
            makeDirectories();
            FileSystem files = files();
            Path directory = new Path(root(), CHECKPOINT + checkpointId);
            files.mkdirs(directory);
            if (files.exists(new Path(directory, MetadataFile.NAME))) {
                throw new IOException("it holds a complete checkpoint " + checkpointId + " already");
            }
            return directory.toString();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void makeDirectories() throws IOException {
        if (!made) {
            if (!perJob) {
                own();
            }
            owned = true;
            files().mkdirs(new Path(root(), SharedDirectory.NAME));
            files().mkdirs(new Path(root(), TASK_OWNED));
            made = true;
        }
    }

    private void own() throws IOException {
        Optional<String> other = OwnerFile.take(new Path(root(), OwnerFile.OF_DIRECTORY), job);
        if (other.isPresent()) {
            throw new UnusableStorageException(
                    "job " + other.get() + " has its checkpoints there; give each job a directory, or leave "
                            + CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR.key() + " at true");
        }
    }

    private IOException unwritable(IOException why) {
        return new IOException(
                "checkpoints cannot be written to " + configured + " ("
                        + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key() + "): " + why.getMessage(),
                why);
    }

    @Override
    public void claim(String directory) throws IOException {
        OwnerFile.claim(directory, job);
    }

    @Override
    public void unclaim(String directory) throws IOException {
        OwnerFile.leave(new Path(directory, OwnerFile.OF_CLAIM), job);
    }

    @Override
    public String prepareSavepoint(String parent) throws IOException {
        return savepoints.prepare(parent);
    }

    @Override
    public String complete(String directory, CheckpointMetadata metadata) throws IOException {
        return MetadataFile.write(directory, metadata, settled);
    }

    @Override
    public boolean settle(String directory, CheckpointMetadata metadata) throws IOException {
        return MetadataFile.settle(directory, metadata, settled);
    }

    @Override
    public CheckpointMetadata read(String address) throws IOException {
        return MetadataFile.read(address);
    }

    @Override
    public void discard(String directory, Collection<String> shared) throws IOException {
        discardFiles(directory, shared);
    }

    static void discardFiles(String directory, Collection<String> shared) throws IOException {
        if (!directory.isEmpty()) {
            discardDirectory(directory);
        }
        SharedDirectory.delete(shared);
    }

    private static void discardDirectory(String directory) throws IOException {
        Path path = new Path(directory);
        FileSystem files = CheckpointFileSystems.of(path);
        if (idOf(path).isEmpty() && !path.getName().startsWith(Savepoints.PREFIX)) {
            throw new IOException(path + " was not made for a checkpoint or savepoint, so it is not deleted");
        }
        MetadataFile.delete(directory);
        files.delete(path, true);
    }

    @Override
    public void release() throws IOException {
        if (!owned) {
            return;
        }
        FileSystem files = files();
        boolean retained = false;
        for (FileStatus entry : entries(files, root())) {
            if (idOf(entry.getPath()).isPresent()) {
                if (files.exists(new Path(entry.getPath(), MetadataFile.NAME))) {
                    retained = true;
                } else {
                    files.delete(entry.getPath(), true);
                }
            }
        }
        if (retained) {
            SharedDirectory.deleteUnnamed(root());
            return;
        }
        files.delete(new Path(root(), SharedDirectory.NAME), true);
        deleteIfEmpty(files, new Path(root(), TASK_OWNED));
        if (perJob) {
            deleteIfEmpty(files, root());
        } else {
            files.delete(new Path(root(), OwnerFile.OF_DIRECTORY), false);
        }
    }

    private static void deleteIfEmpty(FileSystem files, Path directory) throws IOException {
        if (entries(files, directory).length == 0) {
            files.delete(directory, false);
        }
    }

    private static FileStatus[] entries(FileSystem files, Path directory) throws IOException {
        try {
            return files.listStatus(directory);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static Optional<Long> idOf(Path directory) {
        String name = directory.getName();
        return name.matches(CHECKPOINT + "[0-9]{1,18}")
                ? Optional.of(Long.parseLong(name.substring(CHECKPOINT.length())))
                : Optional.empty();
    }

    private FileSystem files() throws IOException {
        return CheckpointFileSystems.of(configured);
    }

    private Path root() throws IOException {
        if (root == null) {
            Path qualified = CheckpointFileSystems.qualified(configured, files());
            root = perJob ? new Path(qualified, job.toHexString()) : qualified;
        }
        return root;
    }
}
