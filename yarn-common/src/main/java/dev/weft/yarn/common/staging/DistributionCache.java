package dev.weft.yarn.common.staging;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.StagedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Content-addressed cache of the distribution in the cluster's file system: {@code <root>/cache/<sha-256>/weft.tar},
 * uploaded once under its hash and never changed, so that NodeManagers keep their unpacked copy from one application to
 * the next.
 *
 * <p>An upload goes to a temporary name and is renamed when it is complete, so a file under its final name is whole, and two
 * clients that upload at the same time both succeed. The archive is not compressed (jars are) and it is a tar because a
 * NodeManager keeps the modification times of a tar's files, to which class-data archives are bound.
 */
public final class DistributionCache {

    private static final FsPermission DIRECTORY = new FsPermission((short) 0755);
    private static final FsPermission PASSABLE = new FsPermission((short) 0711);
    private static final FsPermission FILE = new FsPermission((short) 0644);
    private static final String ARCHIVE = "weft.tar";

    private final FileSystem fs;
    private final Path cache;

    /** @param root {@link StagingDirectory#root} */
    public DistributionCache(FileSystem fs, Path root) {
        this.fs = fs;
        this.cache = fs.makeQualified(new Path(root, "cache"));
    }

    /**
     * The archive of this distribution, uploaded if need be.
     *
     * @param uploadedBytes how much was sent; 0 when the cache had it
     */
    public record Cached(StagedFile archive, long uploadedBytes) {}

    /** Makes sure that the cluster has this distribution. */
    public Cached ensure(Distribution distribution) throws IOException {
        Path target = new Path(new Path(cache, distribution.sha256()), ARCHIVE);
        long size = distribution.archiveBytes();
        Optional<FileStatus> present = status(target);
        if (present.isPresent() && present.get().getLen() == size) {
            return new Cached(staged(present.get()), 0);
        }
        Path temporary = new Path(cache, "uploading-" + UUID.randomUUID() + ".tar");
        FileSystem.mkdirs(fs, cache, PASSABLE);
        FileSystem.mkdirs(fs, target.getParent(), DIRECTORY);
        try {
            try (OutputStream out = fs.create(temporary, false)) {
                distribution.writeArchive(out);
            }
            fs.setPermission(temporary, FILE);
            if (present.isPresent()) {
                // Only a file that somebody has damaged can have another size than its name promises.
                fs.delete(target, false);
            }
            if (!fs.rename(temporary, target) && status(target).isEmpty()) {
                throw new WeftException(ErrorCode.EXTERNAL_SERVICE, "cannot rename " + temporary + " to " + target);
            }
        } finally {
            fs.delete(temporary, false);
        }
        FileStatus uploaded = fs.getFileStatus(target);
        if (uploaded.getLen() != size) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    target + " has " + uploaded.getLen() + " bytes after the upload instead of " + size
                            + ": delete it and submit again");
        }
        return new Cached(staged(uploaded), size);
    }

    private Optional<FileStatus> status(Path file) throws IOException {
        try {
            return Optional.of(fs.getFileStatus(file));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private StagedFile staged(FileStatus status) throws IOException {
        return new StagedFile(
                ContainerFiles.DISTRIBUTION,
                status.getPath().toUri(),
                status.getLen(),
                status.getModificationTime(),
                StagedFile.Kind.ARCHIVE,
                readableByAll(status) ? StagedFile.Sharing.PUBLIC : StagedFile.Sharing.USER);
    }

    /** What YARN demands of a public file: others may read it and pass through every directory above it. */
    private boolean readableByAll(FileStatus file) throws IOException {
        if (!file.getPermission().getOtherAction().implies(FsAction.READ)) {
            return false;
        }
        for (Path above = file.getPath().getParent(); above != null; above = above.getParent()) {
            if (!fs.getFileStatus(above).getPermission().getOtherAction().implies(FsAction.EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
