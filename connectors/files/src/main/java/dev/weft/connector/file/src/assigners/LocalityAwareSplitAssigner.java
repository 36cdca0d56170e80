package dev.weft.connector.file.src.assigners;

import dev.weft.connector.file.src.FileSourceSplit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Data locality: assigns a split that is stored on the reader's host while there is one, else the oldest split. Each
 * split is in the queue of every host that stores it; assigned ones are skipped when they reach the head of another
 * queue.
 */
public class LocalityAwareSplitAssigner implements FileSplitAssigner {

    private final Map<String, FileSourceSplit> remaining = new LinkedHashMap<>();
    private final Map<String, ArrayDeque<FileSourceSplit>> byHost = new HashMap<>();

    /** @param splits the first splits, in the order in which they are given where no host decides */
    public LocalityAwareSplitAssigner(Collection<FileSourceSplit> splits) {
        splits.forEach(this::add);
    }

    @Override
    public Optional<FileSourceSplit> getNext(String hostname) {
        Optional<FileSourceSplit> next = hostname == null ? Optional.empty() : nextOn(normalized(hostname));
        if (next.isEmpty()) {
            next = remaining.values().stream().findFirst();
        }
        next.ifPresent(split -> remaining.remove(split.splitId()));
        return next;
    }

    private Optional<FileSourceSplit> nextOn(String host) {
        ArrayDeque<FileSourceSplit> local = byHost.get(host);
        while (local != null && !local.isEmpty()) {
            FileSourceSplit split = local.poll();
            if (remaining.get(split.splitId()) == split) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    @Override
    public void addSplits(Collection<FileSourceSplit> splits) {
        splits.forEach(this::add);
    }

    private void add(FileSourceSplit split) {
        remaining.put(split.splitId(), split);
        for (String host : split.hostnames()) {
            byHost.computeIfAbsent(normalized(host), h -> new ArrayDeque<>()).add(split);
        }
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return List.copyOf(remaining.values());
    }

    /** "Node-1.example.org" and "node-1" are the same host. */
    private static String normalized(String host) {
        int dot = host.indexOf('.');
        boolean address = !host.isEmpty() && Character.isDigit(host.charAt(0));
        return (dot < 0 || address ? host : host.substring(0, dot)).toLowerCase(Locale.ROOT);
    }
}
