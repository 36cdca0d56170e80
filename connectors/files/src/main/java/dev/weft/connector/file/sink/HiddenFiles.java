package dev.weft.connector.file.sink;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Naming of files before they are committed: {@code .<name>.inprogress.<job>}. The job id distinguishes the files of a
 * killed writer from those of another job that writes into the same directory.
 */
final class HiddenFiles {

    private static final String MARK = ".inprogress.";

    private HiddenFiles() {}

    /** The hidden name of a file that will get that final name. */
    static Path of(Path target, JobID job) {
        return BucketDirectory.below(target.getParent(), "." + target.getName() + MARK + job);
    }

    /**
     * Another hidden name for the same final name.
     *
     * @param copyId never given twice
     */
    static Path copyOf(Path target, String copyId, JobID job) {
        return BucketDirectory.below(target.getParent(), "." + target.getName() + "." + copyId + MARK + job);
    }

    /** Whether a writer of that job has made the hidden file. */
    static boolean areOf(JobID job, Path hidden) {
        String name = hidden.getName();
        return name.startsWith(".") && name.endsWith(MARK + job);
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
            if (entry.isDir()) {
                remove(entry.getPath(), job);
            } else if (areOf(job, entry.getPath())) {
                fileSystem.delete(entry.getPath(), false);
            }
        }
    }
}
