package dev.weft.core.fs;

/** A refusal that may pass by itself: a file system does not answer, takes no writes now, or has no room. */
public class FileSystemUnavailableException extends FileSystemRefusedException {
    private static final long serialVersionUID = 1L;

    /** @param message what is refused, by what, and why, in one line */
    public FileSystemUnavailableException(String message) {
        super(message);
    }

    @Override
    public FileSystemUnavailableException during(String work) {
        return new FileSystemUnavailableException(work + ": " + getMessage());
    }
}
