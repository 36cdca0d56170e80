package dev.weft.benchmarks.checkpoints;

import dev.weft.benchmarks.jobs.Marks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the job has written to its directory so far: a file an attempt of a subtask. */
final class Reported {

    private final Path directory;

    /** At some time an attempt had seen so many records. */
    record Moment(long ms, long count, long checksum) {}

    /** How long a sink's thread was stopped, and when that ended. */
    record Gap(long ms, long ns) {}

    Reported(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Lets the job end. */
    void end() throws IOException {
        Files.createFile(directory.resolve(Marks.END));
    }

    Set<Path> sinks() throws IOException {
        return new HashSet<>(files(Marks.SINK));
    }

    private List<Path> files(String who) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, who + "-*")) {
            found.forEach(files::add);
        }
        return files;
    }

    /** How many records the source had made when it last said so. */
    long made() throws IOException {
        return moments(files(Marks.SOURCE), "AT ").stream()
                .mapToLong(Moment::count)
                .max()
                .orElse(0);
    }

    /** When the source had made so many records, if it has. */
    OptionalLong madeAt(long count) throws IOException {
        return moments(files(Marks.SOURCE), "AT ").stream()
                .filter(moment -> moment.count() >= count)
                .mapToLong(Moment::ms)
                .min();
    }

    /** The source's first report at this time or later. */
    Optional<Moment> madeFrom(long ms) throws IOException {
        return moments(files(Marks.SOURCE), "AT ").stream()
                .filter(moment -> moment.ms() >= ms)
                .findFirst();
    }

    /** The first output of an attempt that is not among these. */
    OptionalLong firstOutputOfOthers(Set<Path> attempts) throws IOException {
        Set<Path> others = sinks();
        others.removeAll(attempts);
        return moments(others, "AT ").stream().mapToLong(Moment::ms).min();
    }

    OptionalLong lastOutput() throws IOException {
        return moments(sinks(), "AT ").stream().mapToLong(Moment::ms).max();
    }

    /** The source at its end. */
    Optional<Moment> sourceEnded() throws IOException {
        return moments(files(Marks.SOURCE), "END ").stream().findFirst();
    }

    /** The sinks that have ended. */
    List<Moment> sinksEnded() throws IOException {
        return moments(files(Marks.SINK), "END ");
    }

    private static List<Moment> moments(Iterable<Path> files, String kind) throws IOException {
        List<Moment> moments = new ArrayList<>();
        for (String line : lines(files)) {
            if (line.startsWith(kind)) {
                String[] words = line.split(" ");
                moments.add(new Moment(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
            }
        }
        return moments;
    }

    List<Gap> gaps() throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (String line : lines(sinks())) {
            if (line.startsWith("GAP ")) {
                String[] words = line.split(" ");
                gaps.add(new Gap(Long.parseLong(words[1]), Long.parseLong(words[2])));
            }
        }
        return gaps;
    }

    /** Complete lines only: the last one may be half written, also for ever, by an attempt that was killed. */
    private static List<String> lines(Iterable<Path> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        }
        return lines;
    }
}
