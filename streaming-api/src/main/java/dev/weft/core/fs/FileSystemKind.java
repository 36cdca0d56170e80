package dev.weft.core.fs;

/** What a file system promises. */
public enum FileSystemKind {
    /** Renaming is atomic and cheap, and what was written is seen at once. */
    FILE_SYSTEM,
    /** Renaming copies. */
    OBJECT_STORE
}
