package dev.weft.core.fs;

import java.io.IOException;

/**
 * A file system does not do what it is asked for, such as for lack of permission, and will not when it is asked again; a
 * {@link FileSystemUnavailableException} may pass. The message says all, so neither frames nor causes come with it.
 */
public class FileSystemRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is refused, by what, and why, in one line */
    public FileSystemRefusedException(String message) {
        super(message);
    }

    /**
     * The same refusal as it is told in the middle of some work.
     *
     * @param work what was being done, such as "can't list the input"
     */
    public FileSystemRefusedException during(String work) {
        return new FileSystemRefusedException(work + ": " + getMessage());
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
