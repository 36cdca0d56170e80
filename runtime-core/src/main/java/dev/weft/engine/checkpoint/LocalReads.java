package dev.weft.engine.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the files are read that one task goes on from: local copies, if it may use them. Thread-safe. */
public final class LocalReads {

    private final Optional<LocalCopies> copies;
    private final AtomicInteger local = new AtomicInteger();
    private final AtomicInteger remote = new AtomicInteger();

    /** @param copies empty to read everything from the checkpoint storage */
    public LocalReads(Optional<LocalCopies> copies) {
        this.copies = copies;
    }

    Optional<Path> find(FileBytes stored) {
        Optional<Path> found = copies.flatMap(each -> each.find(stored));
        (found.isPresent() ? local : remote).incrementAndGet();
        return found;
    }

    /** What was read where, for people; empty if nothing may be read locally, or nothing was read. */
    public Optional<String> describe() {
        int all = local.get() + remote.get();
        return copies.isPresent() && all > 0
                ? Optional.of("has read " + local.get() + " of " + all
                        + " parts of its state from local copies, the others from the checkpoint storage")
                : Optional.empty();
    }
}
