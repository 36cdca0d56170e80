package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * How a file is called before it has its final name: {@code .<name>.inprogress.<job>}. The job's id is what tells the
 * files of a killed writer from those of another job that writes into the same directory.
 */
final class HiddenFiles {

    private static final String MARK = ".inprogress.";

    private HiddenFiles() {}

    static Path of(Path directory, String name, JobID job) {
        return new Path(directory, "." + name + MARK + job);
    }

    /** Removes the hidden files of the job from the directory and from those below it. */
    static void remove(Path directory, JobID job) throws IOException {
        FileSystem fileSystem = directory.getFileSystem();
        FileStatus[] entries;
        try {
            entries = fileSystem.listStatus(directory);
        } catch (FileNotFoundException nothingWasWritten) {
            return;
        }
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (entry.isDir()) {
                remove(entry.getPath(), job);
            } else if (name.startsWith(".") && name.endsWith(MARK + job)) {
                fileSystem.delete(entry.getPath(), false);
            }
        }
    }
}
