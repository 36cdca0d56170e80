package dev.weft.core.fs;

import java.io.IOException;

/** There is no file system for a scheme. */
public class UnsupportedFileSystemSchemeException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnsupportedFileSystemSchemeException(String message) {
        super(message);
    }

    public UnsupportedFileSystemSchemeException(String message, Throwable cause) {
        super(message, cause);
    }
}
