package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** Files of one bucket and one writer that become one file. Owned by the task's thread. */
final class CompactionGroup<BucketID> {

    private final BucketID bucket;
    private final Path target;
    private final List<ClosedPart<BucketID>> members = new ArrayList<>();

    private int openMembers;
    private int checkpoints;
    private long bytes;
    private boolean sealed;
    private Optional<Future<FileSinkCommittable>> compaction = Optional.empty();

    /** @param target the final name of the file that they become, and of each of them in checkpoints */
    CompactionGroup(BucketID bucket, Path target) {
        this.bucket = bucket;
        this.target = target;
    }

    BucketID bucket() {
        return bucket;
    }

    Path target() {
        return target;
    }

    List<ClosedPart<BucketID>> members() {
        return members;
    }

    long bytes() {
        return bytes;
    }

    void opened() {
        openMembers++;
    }

    void closed(ClosedPart<BucketID> part) {
        openMembers--;
        restored(part);
    }

    void restored(ClosedPart<BucketID> part) {
        members.add(part);
        bytes += part.file().bytes();
    }

    /** Counts a checkpoint that is being taken. */
    int checkpoint() {
        return ++checkpoints;
    }

    /** No file joins the group any more. */
    void seal() {
        sealed = true;
    }

    /** Whether all files that belong to it are known and complete, and nothing has been done with them. */
    boolean canBeCompacted() {
        return sealed && openMembers == 0 && compaction.isEmpty();
    }

    void compactedBy(Future<FileSinkCommittable> file) {
        compaction = Optional.of(file);
    }

    Optional<Future<FileSinkCommittable>> compaction() {
        return compaction;
    }

    void nameInCheckpoint() {
        members.replaceAll(ClosedPart::namedInCheckpoint);
    }
}
