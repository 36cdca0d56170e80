package dev.weft.engine.taskexecutor.sort;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for the spill files of one sorter or queue: created at the first spill, removed by {@link #close}. */
final class SpillDirectory implements AutoCloseable {

    private final DirectorySupplier maker;
    private Path directory;
    private int files;

    SpillDirectory(DirectorySupplier maker) {
        this.maker = maker;
    }

    RecordFile newFile() throws IOException {
        if (directory == null) {
            directory = maker.make();
        }
        return new RecordFile(directory.resolve("run-" + files++));
    }

    @Override
    public void close() throws IOException {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
        directory = null;
    }
}
