package dev.weft.core.fs;

import java.io.IOException;

/** There is no file system for a scheme. */
public class UnsupportedFileSystemSchemeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message which scheme, which are known, and what to do */
    public UnsupportedFileSystemSchemeException(String message) {
        super(message);
    }

    /** @param message which scheme, which are known, and what to do */
    public UnsupportedFileSystemSchemeException(String message, Throwable cause) {
        super(message, cause);
    }
}
