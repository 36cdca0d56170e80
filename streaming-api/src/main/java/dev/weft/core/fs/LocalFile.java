package dev.weft.core.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;

/** File status of a local file. */
record LocalFile(Path path, long length, long modifiedMs, long accessedMs, boolean directory) implements FileStatus {
    static LocalFile of(java.nio.file.Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new LocalFile(
                    Path.fromLocalFile(file.toFile()),
                    attributes.isDirectory() ? 0 : attributes.size(),
                    attributes.lastModifiedTime().toMillis(),
                    attributes.lastAccessTime().toMillis(),
                    attributes.isDirectory());
        } catch (FileSystemException e) {
            throw LocalFileSystem.unreadable(file, e);
        }
    }

    @Override
    public long getLen() {
        return length;
    }

    @Override
    public long getBlockSize() {
        return LocalFileSystem.INSTANCE.getDefaultBlockSize();
    }

    @Override
    public short getReplication() {
        return 1;
    }

    @Override
    public long getModificationTime() {
        return modifiedMs;
    }

    @Override
    public long getAccessTime() {
        return accessedMs;
    }

    @Override
    public boolean isDir() {
        return directory;
    }

    @Override
    public Path getPath() {
        return path;
    }
}
