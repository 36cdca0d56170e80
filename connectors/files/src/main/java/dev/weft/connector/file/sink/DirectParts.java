package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Files that are handed over as they are, at the next occasion. Owned by the task's thread. */
final class DirectParts<BucketID> implements WaitingParts<BucketID> {

    private final UnaryOperator<Path> newTarget;

    private List<ClosedPart<BucketID>> closed = new ArrayList<>();

    /** @param newTarget a final name of its own beside another one */
    DirectParts(UnaryOperator<Path> newTarget) {
        this.newTarget = newTarget;
    }

    @Override
    public Path targetOf(BucketID bucket, Path own) {
        return own;
    }

    @Override
    public void onReopened(BucketID bucket, Path target) {}

    @Override
    public void onClosed(ClosedPart<BucketID> part) {
        closed.add(part);
    }

    /** Files that were to be compacted have one final name together, and each gets its own now. */
    @Override
    public void restore(List<ClosedPart<BucketID>> parts, Set<Path> openTargets) {
        Map<Path, Integer> files = new HashMap<>();
        openTargets.forEach(target -> files.put(target, 1));
        parts.forEach(part -> files.merge(part.file().target(), 1, Integer::sum));
        for (ClosedPart<BucketID> part : parts) {
            Path target = part.file().target();
            closed.add(
                    files.get(target) == 1
                            ? part
                            : new ClosedPart<>(
                                    part.bucket(),
                                    part.file().withTarget(newTarget.apply(target)),
                                    part.inCheckpoint()));
        }
    }

    @Override
    public List<FileSinkCommittable> take(boolean endOfInput) {
        List<FileSinkCommittable> ready = closed.stream().map(ClosedPart::file).toList();
        closed = new ArrayList<>();
        return ready;
    }

    @Override
    public List<ClosedPart<BucketID>> checkpointed() {
        closed.replaceAll(ClosedPart::namedInCheckpoint);
        return List.copyOf(closed);
    }

    @Override
    public List<Path> close() {
        List<Path> unknown = closed.stream()
                .filter(part -> !part.inCheckpoint())
                .map(part -> part.file().pending())
                .toList();
        closed.clear();
        return unknown;
    }
}
