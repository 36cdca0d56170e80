package dev.weft.yarn.common.staging;

import dev.weft.engine.common.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Persistent local cache of distribution hashes, so that unchanged jars are not read again: one file per {@code lib/}
 * directory, of three lines, the directory, the stamp of its jars, and the hash of their contents. Whatever is
 * remembered can be found out again, so that what is damaged or deleted only costs time.
 */
final class DistributionMemory {

    private static final Logger LOG = LoggerFactory.getLogger(DistributionMemory.class);

    private static final String PREFIX = "distribution-";

    /** As many directories are remembered, those that were read last. */
    static final int KEPT = 8;

    /** What cannot be understood may be about to be written, until it is older than this. */
    private static final Duration WRITING = Duration.ofHours(1);

    private final LocalCache cache;

    DistributionMemory(LocalCache cache) {
        this.cache = cache;
    }

    private record Entry(Path lib, String stamp, String sha256) {}

    /** @param stamp tells whether the jars have changed */
    Optional<String> recall(Path lib, String stamp) throws IOException {
        Path directory = lib.toRealPath();
        return read(file(directory))
                .filter(entry -> entry.lib().equals(directory) && entry.stamp().equals(stamp))
                .map(Entry::sha256);
    }

    /** Stores a hash, and deletes entries that are no longer needed. */
    void remember(Path lib, String stamp, String sha256) throws IOException {
        Path directory = lib.toRealPath();
        Path temporary = Files.createTempFile(cache.directory(), PREFIX, "");
        Files.writeString(temporary, directory + "\n" + stamp + "\n" + sha256 + "\n");
        Files.move(temporary, file(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try {
            forget();
        } catch (IOException e) {
            LOG.debug("{} cannot be tidied up", cache.directory(), e);
        }
    }

    private Path file(Path directory) {
        return cache.file(PREFIX + Sha256.of(directory.toString()));
    }

    private void forget() throws IOException {
        Instant writing = Instant.now().minus(WRITING);
        List<Path> living = new ArrayList<>();
        try (Stream<Path> files = Files.list(cache.directory())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Optional<Entry> entry = read(file);
                if (entry.filter(e -> Files.isDirectory(e.lib())).isPresent()) {
                    living.add(file);
                } else if (entry.isPresent() || modified(file).isBefore(writing)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        living.sort(Comparator.comparing(DistributionMemory::modified).reversed());
        for (Path old : living.subList(Math.min(KEPT, living.size()), living.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException goneMeanwhile) {
            return Instant.EPOCH;
        }
    }

    private static Optional<Entry> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 3 && lines.get(2).matches("[0-9a-f]{64}")
                    ? Optional.of(new Entry(Path.of(lines.get(0)), lines.get(1), lines.get(2)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException notReadable) {
            return Optional.empty();
        }
    }
}
