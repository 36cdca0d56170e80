package dev.weft.connector.file.src;

import dev.weft.api.connector.source.SourceSplit;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.core.fs.Path;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/** A byte range of one file, [offset, offset + length), and how far it has been read. */
public class FileSourceSplit implements SourceSplit, Serializable {

    private final String id;
    private final Path path;
    private final long offset;
    private final long length;
    private final long fileModificationTime;
    private final long fileSize;
    private final String[] hostnames;
    private final CheckpointedPosition position;

    /** A split with unknown locations, to be read from its start. */
    public FileSourceSplit(String id, Path path, long offset, long length, long fileModificationTime, long fileSize) {
        this(id, path, offset, length, fileModificationTime, fileSize, new String[0], null);
    }

    /** A split to be read from its start. */
    public FileSourceSplit(
            String id,
            Path path,
            long offset,
            long length,
            long fileModificationTime,
            long fileSize,
            String... hostnames) {
        this(id, path, offset, length, fileModificationTime, fileSize, hostnames, null);
    }

    /**
     * @param id unique among the splits of one source
     * @param offset first byte, {@code >= 0}
     * @param length number of bytes, {@code >= 0}
     * @param fileModificationTime epoch milliseconds when the file was enumerated
     * @param fileSize size of the whole file in bytes when it was enumerated
     * @param hostnames where these bytes are stored, best first; may be empty
     * @param position where reading goes on, or null to read from the start
     */
    public FileSourceSplit(
            String id,
            Path path,
            long offset,
            long length,
            long fileModificationTime,
            long fileSize,
            String[] hostnames,
            CheckpointedPosition position) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "split of " + path + ": offset " + offset + " and length " + length + " must be >= 0");
        }
        this.id = Objects.requireNonNull(id, "id");
        this.path = Objects.requireNonNull(path, "path");
        this.offset = offset;
        this.length = length;
        this.fileModificationTime = fileModificationTime;
        this.fileSize = fileSize;
        this.hostnames = hostnames.clone();
        this.position = position;
    }

    @Override
    public String splitId() {
        return id;
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The first byte, from 0. */
    public long offset() {
        return offset;
    }

    /** The number of bytes. */
    public long length() {
        return length;
    }

    /** When the file was last changed, in milliseconds since the epoch, as it was enumerated. */
    public long fileModificationTime() {
        return fileModificationTime;
    }

    /** The size of the whole file in bytes, as it was enumerated. */
    public long fileSize() {
        return fileSize;
    }

    /** Where these bytes are stored, best first; may be empty. */
    public String[] hostnames() {
        return hostnames.clone();
    }

    /** Where reading goes on; empty at the start. */
    public Optional<CheckpointedPosition> getReaderPosition() {
        return Optional.ofNullable(position);
    }

    /** This split, to be read on from {@code position}; null means from the start. */
    public FileSourceSplit updateWithCheckpointedPosition(CheckpointedPosition position) {
        return new FileSourceSplit(id, path, offset, length, fileModificationTime, fileSize, hostnames, position);
    }

    @Override
    public String toString() {
        return path + " [" + offset + ", " + (offset + length) + ")" + (position == null ? "" : " from " + position);
    }
}
