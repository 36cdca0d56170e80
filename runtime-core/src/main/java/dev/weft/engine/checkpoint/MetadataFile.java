package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The file of a checkpoint's metadata. That it exists under its name is what makes the checkpoint complete: it is written
 * beside, synced, and renamed.
 */
final class MetadataFile {

    static final String NAME = "_metadata";
    private static final String BESIDE = "_metadata.part";
    private static final int MAX_NAMES = 10;

    private MetadataFile() {}

    /**
     * Makes a checkpoint complete. After an exception it is not complete and never becomes so, unless the exception is an
     * {@link OutcomeUnknownException}.
     *
     * @param settled the directories for which {@link #settle} was called, perhaps while this call hung: in them nothing
     *     becomes complete any more
     * @return the address of the directory
     */
    static String write(String directory, CheckpointMetadata metadata, Set<String> settled) throws IOException {
        Path target = new Path(directory, NAME);
        FileSystem files = CheckpointFileSystems.of(target);
        byte[] bytes = MetadataCodec.encode(metadata, directory);
        if (files.getKind() == FileSystemKind.OBJECT_STORE) {
            writeAtOnce(files, directory, bytes, settled);
            return directory;
        }
        Path beside = new Path(directory, BESIDE);
        try (FSDataOutputStream out = files.create(beside, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
            out.sync();
        }
        if (settled.contains(directory)) {
            files.delete(beside, false);
            throw givenUp(directory);
        }
        try {
            if (files.rename(beside, target) || holds(files, target, bytes)) {
                return directory;
            }
        } catch (IOException e) {
            if (settle(files, directory, bytes, e)) {
                return directory;
            }
            throw e;
        }
        throw new IOException(target + " is there already and belongs to another checkpoint; was this directory used by"
                + " another job?");
    }

    /** On an object store a file appears whole when it is closed. */
    private static void writeAtOnce(FileSystem files, String directory, byte[] bytes, Set<String> settled)
            throws IOException {
        Path target = new Path(directory, NAME);
        FSDataOutputStream out = files.create(target, FileSystem.WriteMode.NO_OVERWRITE);
        try {
            out.write(bytes);
            if (settled.contains(directory)) {
                throw givenUp(directory);
            }
            out.close();
        } catch (IOException e) {
            if (!settle(files, directory, bytes, e)) {
                throw e;
            }
        }
    }

    private static IOException givenUp(String directory) {
        return new IOException(directory + " was given up while its metadata was being written");
    }

    /**
     * Finds out what has become of a {@link #write} of unknown outcome, or of one that hangs.
     *
     * @param settled gets the directory
     * @return whether the checkpoint is complete; if not, it never will be
     * @throws IOException when that is still unknown
     */
    static boolean settle(String directory, CheckpointMetadata metadata, Set<String> settled) throws IOException {
        settled.add(directory);
        FileSystem files = CheckpointFileSystems.of(new Path(directory));
        return settle(files, directory, MetadataCodec.encode(metadata, directory));
    }

    /**
     * When its source is gone, a rename cannot happen any more: its caller has looked at what is settled after it had made
     * the source. An object store writes while it is called, or not at all; a close that hangs may still write.
     */
    private static boolean settle(FileSystem files, String directory, byte[] bytes) throws IOException {
        boolean prevented =
                files.getKind() != FileSystemKind.OBJECT_STORE && files.delete(new Path(directory, BESIDE), false);
        return !prevented && holds(files, new Path(directory, NAME), bytes);
    }

    private static boolean settle(FileSystem files, String directory, byte[] bytes, IOException failure)
            throws OutcomeUnknownException {
        try {
            return settle(files, directory, bytes);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw new OutcomeUnknownException(
                    new Path(directory, NAME) + " may have been written or not: " + failure.getMessage(), failure);
        }
    }

    private static boolean holds(FileSystem files, Path file, byte[] bytes) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return Arrays.equals(in.readNBytes(bytes.length + 1), bytes);
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /**
     * Reads the metadata and checks that the files which it names are there.
     *
     * @param address of the file or of its directory
     * @throws FileNotFoundException when something is missing
     * @throws UnusableStorageException when it is not complete or damaged
     */
    static CheckpointMetadata read(String address) throws IOException {
        try {
            return found(address);
        } catch (FileSystemRefusedException e) {
            throw e.during("the checkpoint or savepoint at " + address + " cannot be read");
        }
    }

    private static CheckpointMetadata found(String address) throws IOException {
        Path given;
        try {
            given = new Path(address);
        } catch (IllegalArgumentException e) {
            throw new UnusableStorageException(
                    "'" + address + "' is no address of a checkpoint or savepoint: " + e.getMessage());
        }
        FileSystem files = CheckpointFileSystems.of(given);
        Path path = CheckpointFileSystems.qualified(given, files);
        FileStatus status = existing(files, path);
        if (status.isDir()) {
            Path inside = new Path(path, NAME);
            if (!files.exists(inside)) {
                throw new UnusableStorageException(path + " holds no complete checkpoint or savepoint: it has no "
                        + NAME + whatIsThere(files, path));
            }
            path = inside;
            status = files.getFileStatus(path);
        }
        byte[] bytes = readAll(files, path, status.getLen());
        CheckpointMetadata metadata;
        try {
            metadata = MetadataCodec.decode(bytes, path.getParent().toString());
        } catch (IOException e) {
            throw new UnusableStorageException(path + " " + e.getMessage(), e);
        }
        checkFiles(metadata, path);
        return metadata;
    }

    private static FileStatus existing(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw new FileNotFoundException("there is no checkpoint or savepoint at " + path + ": it does not exist");
        }
    }

    private static byte[] readAll(FileSystem files, Path path, long length) throws IOException {
        if (length > Integer.MAX_VALUE - 16) {
            throw new UnusableStorageException(
                    path + " is not the metadata of a checkpoint or savepoint: it has " + length + " bytes");
        }
        try (FSDataInputStream in = files.open(path)) {
            return in.readNBytes((int) length);
        }
    }

    private static String whatIsThere(FileSystem files, Path directory) throws IOException {
        FileStatus[] entries = files.listStatus(directory);
        if (entries.length == 0) {
            return "; the directory is empty";
        }
        List<String> complete = new ArrayList<>();
        for (FileStatus entry : entries) {
            if (entry.isDir() && files.exists(new Path(entry.getPath(), NAME))) {
                complete.add(entry.getPath().getName());
            }
        }
        return complete.isEmpty()
                ? "; in the directory: "
                        + shown(Arrays.stream(entries)
                                .map(entry -> entry.getPath().getName())
                                .toList())
                : "; complete ones in it: " + shown(complete);
    }

    private static String shown(List<String> names) {
        return names.stream().sorted().limit(MAX_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "");
    }

    /** One listing per directory, rather than one call per file. */
    private static void checkFiles(CheckpointMetadata metadata, Path path) throws IOException {
        Map<Path, Map<String, Long>> listings = new HashMap<>();
        for (CheckpointMetadata.OperatorCheckpoint operator : metadata.operators()) {
            for (CheckpointMetadata.InstanceCheckpoint instance :
                    operator.instances().values()) {
                for (FileBytes bytes : PieceFiles.of(instance.pieces()).toList()) {
                    Path file = new Path(bytes.file());
                    Map<String, Long> listing = listings.get(file.getParent());
                    if (listing == null) {
                        listing = listing(file.getParent());
                        listings.put(file.getParent(), listing);
                    }
                    Long length = listing.get(file.getName());
                    String whose = " of " + path + ", with state of operator '" + operator.name() + "' ("
                            + operator.id() + ")";
                    if (length == null) {
                        throw new FileNotFoundException("the file " + file + whose + ", is missing");
                    }
                    if (length < bytes.offset() + bytes.stored()) {
                        throw new UnusableStorageException("the file " + file + whose + ", is cut off: it has " + length
                                + " bytes of at least " + (bytes.offset() + bytes.stored()));
                    }
                }
            }
        }
    }

    private static Map<String, Long> listing(Path directory) throws IOException {
        Map<String, Long> lengths = new HashMap<>();
        try {
            for (FileStatus status : CheckpointFileSystems.of(directory).listStatus(directory)) {
                lengths.put(status.getPath().getName(), status.getLen());
            }
        } catch (FileNotFoundException e) {
            return Map.of();
        }
        return lengths;
    }

    /** Deletes the metadata, complete or not; from now on there is no checkpoint in the directory. */
    static void delete(String directory) throws IOException {
        Path target = new Path(directory, NAME);
        FileSystem files = CheckpointFileSystems.of(target);
        files.delete(target, false);
    }
}
