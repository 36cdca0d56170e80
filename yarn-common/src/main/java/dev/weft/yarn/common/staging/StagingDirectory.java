package dev.weft.yarn.common.staging;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.StagedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Staging directory of one application in the cluster's file system: {@code <home>/.flink/<application id>/}, readable
 * by its owner only.
 *
 * <pre>
 *   flink-conf.yaml     the effective configuration
 *   log4j.properties    the settings of the containers' logs
 *   job.graph           the serialized JobGraph
 *   blobs/<sha256>      functions and sources of the job that are too large for a message
 *   usrlib/x.jar        the user's jars
 * </pre>
 *
 * Made by the client; deleted by the application master at the job's end, and by the client when it sees that the application
 * has ended without having done so. Deleting twice is no error.
 */
public final class StagingDirectory {

    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0700);
    private static final FsPermission OWNER_ONLY_FILE = new FsPermission((short) 0600);
    private static final FsPermission PASSABLE = new FsPermission((short) 0711);

    private final FileSystem fs;
    private final Path path;

    private StagingDirectory(FileSystem fs, Path path) {
        this.fs = fs;
        this.path = path;
    }

    /** {@code <home>/.flink}, under which the staging directories and the distribution cache lie. */
    public static Path root(FileSystem fs) {
        return new Path(fs.getHomeDirectory(), ".flink");
    }

    /** Makes the directory of a new application. */
    public static StagingDirectory create(FileSystem fs, Path root, String applicationId) throws IOException {
        // Others may pass through the root (the distribution cache below it is shared) but cannot list it.
        if (!fs.exists(root)) {
            FileSystem.mkdirs(fs, root, PASSABLE);
        }
        Path path = fs.makeQualified(new Path(root, applicationId));
        if (!FileSystem.mkdirs(fs, path, OWNER_ONLY)) {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, "cannot create the staging directory " + path);
        }
        return new StagingDirectory(fs, path);
    }

    /** The directory of an application that was submitted before. */
    public static StagingDirectory of(Configuration hadoop, URI address) throws IOException {
        return new StagingDirectory(FileSystem.get(address, hadoop), new Path(address));
    }

    /**
     * A staging directory as it is found.
     *
     * @param application the id of its application
     * @param modifiedMs when the last file was added, by the file system's clock
     */
    public record Found(String application, String owner, long modifiedMs) {}

    /** All staging directories below the root. */
    public static List<Found> applications(FileSystem fs, Path root) throws IOException {
        if (!fs.exists(root)) {
            return List.of();
        }
        return Arrays.stream(fs.listStatus(root, child -> child.getName().startsWith("application_")))
                .map(status -> new Found(status.getPath().getName(), status.getOwner(), status.getModificationTime()))
                .sorted(Comparator.comparing(Found::application))
                .toList();
    }

    /** Its full address. */
    public URI address() {
        return path.toUri();
    }

    /** Stages a file that is made here. */
    public StagedFile write(String name, byte[] content) throws IOException {
        Path target = new Path(path, name);
        try (OutputStream out = fs.create(target, false)) {
            out.write(content);
        }
        return staged(target, name);
    }

    /** Stages a local file. */
    public StagedFile upload(String name, java.nio.file.Path local) throws IOException {
        Path target = new Path(path, name);
        try (OutputStream out = fs.create(target, false)) {
            Files.copy(local, out);
        }
        return staged(target, name);
    }

    /** Stages a jar of the user's under its own name. */
    public StagedFile uploadUserJar(java.nio.file.Path jar) throws IOException {
        return upload(ContainerFiles.USER_LIBRARIES + "/" + jar.getFileName(), jar);
    }

    private StagedFile staged(Path target, String name) throws IOException {
        fs.setPermission(target, OWNER_ONLY_FILE);
        FileStatus status = fs.getFileStatus(target);
        return new StagedFile(
                name,
                target.toUri(),
                status.getLen(),
                status.getModificationTime(),
                StagedFile.Kind.FILE,
                StagedFile.Sharing.APPLICATION);
    }

    /** Deletes the directory with all that is in it. */
    public void delete() throws IOException {
        fs.delete(path, true);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
