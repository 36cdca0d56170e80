package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Classifies failures of the storage of checkpoints. Pure. */
public final class StorageFailures {

    private StorageFailures() {}

    /**
     * Whether the same call may succeed later although nobody changes anything: the connection broke, the file system does
     * not answer, or a reason that is not known. Not so what is missing, damaged, forbidden, or another job's.
     */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemUnavailableException) {
                return true;
            }
            if (cause instanceof UnusableStorageException
                    || cause instanceof FileNotFoundException
                    || cause instanceof FileSystemRefusedException
                    || cause instanceof UnsupportedFileSystemSchemeException) {
                return false;
            }
        }
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }
}
