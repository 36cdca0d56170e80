package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Directories of savepoints: {@code savepoint-<6 digits of the job's id>-<12 random digits>}. Calls block. */
public final class Savepoints {

    static final String PREFIX = "savepoint-";
    private static final int JOB_DIGITS = 6;
    private static final int RANDOM_DIGITS = 12;
    private static final int ATTEMPTS = 10;

    private final JobID job;
    private final RandomGenerator chance;

    Savepoints(JobID job, RandomGenerator chance) {
        this.job = job;
        this.chance = chance;
    }

    /** Makes the directory of a new savepoint. */
    String prepare(String parent) throws IOException {
        Path given;
        try {
            given = new Path(parent);
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + parent + "' is no directory for savepoints: " + e.getMessage());
        }
        if (!given.isAbsolute()) {
            throw new IOException("the directory for savepoints is '" + parent
                    + "', which every process would look for elsewhere; give it from the root, such as hdfs:///"
                    + given.getPath());
        }
        FileSystem files = CheckpointFileSystems.of(given);
        Path directory = CheckpointFileSystems.qualified(given, files);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path own = new Path(
                    directory,
                    PREFIX + job.toHexString().substring(0, JOB_DIGITS) + "-"
                            + HexFormat.of().toHexDigits(chance.nextLong(), RANDOM_DIGITS));
            try {
                if (!files.exists(own)) {
                    files.mkdirs(own);
                    return own.toString();
                }
            } catch (IOException e) {
                throw new IOException("savepoints cannot be written to " + directory + ": " + e.getMessage(), e);
            }
        }
        throw new IOException("no free name for a savepoint was found in " + directory);
    }

    /**
     * Deletes a savepoint or retained checkpoint that no job uses: the metadata first, then the files in its directory
     * that it names, then the directory if nothing else is in it, and the shared files that no other checkpoint of its job
     * names.
     *
     * @param address of its directory or of its metadata file
     * @throws IOException when there is none, or when something may be left
     */
    public static void dispose(String address) throws IOException {
        CheckpointMetadata metadata = MetadataFile.read(address);
        Path given = new Path(address);
        FileSystem files = CheckpointFileSystems.of(given);
        Path directory = CheckpointFileSystems.qualified(given, files);
        if (!files.getFileStatus(directory).isDir()) {
            directory = directory.getParent();
        }
        Optional<String> owner = OwnerFile.read(new Path(directory, OwnerFile.OF_CLAIM));
        if (owner.isPresent()) {
            throw new IOException(
                    "job " + owner.get() + " has claimed it and deletes it when it no longer needs it; if that"
                            + " job was killed and will not come back, delete " + directory + "/" + OwnerFile.OF_CLAIM);
        }
        MetadataFile.delete(directory.toString());
        Set<String> own = new LinkedHashSet<>();
        for (FileBytes bytes : PieceFiles.of(metadata).toList()) {
            if (new Path(bytes.file()).getParent().equals(directory)) {
                own.add(bytes.file());
            }
        }
        for (String file : own) {
            files.delete(new Path(file), false);
        }
        if (files.listStatus(directory).length == 0) {
            files.delete(directory, false);
        }
        List<Path> shared = PieceFiles.shared(metadata).stream().map(Path::new).toList();
        SharedDirectory.deleteUnnamed(shared, directory.getParent());
    }

    /**
     * Reads a savepoint or checkpoint, and checks that its files are there.
     *
     * @param address of its directory or of its metadata file
     * @throws IOException with a message that names the file and says what is wrong with it
     */
    public static CheckpointMetadata read(String address) throws IOException {
        return MetadataFile.read(address);
    }
}
