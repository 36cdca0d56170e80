package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/** Committable of the file sink: a complete file with its hidden name, to be renamed to its final name. Immutable. */
public final class FileSinkCommittable implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Path pending;
    private final Path target;
    private final long bytes;

    private final List<Path> originals;

    FileSinkCommittable(Path pending, Path target, long bytes, List<Path> originals) {
        this.pending = Objects.requireNonNull(pending, "pending");
        this.target = Objects.requireNonNull(target, "target");
        this.bytes = bytes;
        this.originals = List.copyOf(originals);
    }

    /** The hidden file. */
    public Path pending() {
        return pending;
    }

    /** The name under which the file becomes visible. */
    public Path target() {
        return target;
    }

    /** The file's size. */
    public long bytes() {
        return bytes;
    }

    /** The same file for another final name. */
    FileSinkCommittable withTarget(Path other) {
        return new FileSinkCommittable(pending, other, bytes, originals);
    }

    /** Hidden files whose content is in this one: of no use once this one is visible. */
    List<Path> originals() {
        return originals;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSinkCommittable that
                && pending.equals(that.pending)
                && target.equals(that.target)
                && bytes == that.bytes
                && originals.equals(that.originals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pending, target, bytes);
    }

    @Override
    public String toString() {
        return target + " (" + bytes + " bytes)";
    }
}
