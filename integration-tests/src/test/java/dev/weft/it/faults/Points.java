package dev.weft.it.faults;

import dev.weft.it.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The points at which tasks of the campaign's job stop when they are told to: the other side of those in the job. */
final class Points {

    private final Path directory;
    private final Duration patience;

    Points(Path directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    /** The next task that comes to the point stops there. */
    void arm(String point) {
        try {
            Files.deleteIfExists(here(point));
            Files.createFile(directory.resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a task is at the point; gives the id of its process. */
    long await(String point) {
        Await.until(patience, "a task at " + point, () -> Files.exists(here(point)), there -> there);
        try {
            return Long.parseLong(Files.readString(here(point)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the task go on, if it still lives. */
    void disarm(String point) {
        try {
            Files.deleteIfExists(directory.resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path here(String point) {
        return directory.resolve(point + ".here");
    }
}
