package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.io.Serializable;
import java.util.Objects;

/** A complete file under its hidden name, to be given its final one. */
public final class FileSinkCommittable implements Serializable {

    private final String pending;
    private final String target;
    private final long bytes;

    FileSinkCommittable(Path pending, Path target, long bytes) {
        this.pending = pending.toString();
        this.target = target.toString();
        this.bytes = bytes;
    }

    /** The hidden file. */
    public Path pending() {
        return new Path(pending);
    }

    /** The name under which the file becomes visible. */
    public Path target() {
        return new Path(target);
    }

    /** The file's size. */
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSinkCommittable that
                && pending.equals(that.pending)
                && target.equals(that.target)
                && bytes == that.bytes;
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
