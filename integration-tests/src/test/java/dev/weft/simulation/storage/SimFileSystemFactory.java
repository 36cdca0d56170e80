package dev.weft.simulation.storage;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import java.net.URI;

/** Found by the service loader. */
public final class SimFileSystemFactory implements FileSystemFactory {

    /** For the service loader. */
    public SimFileSystemFactory() {}

    @Override
    public String getScheme() {
        return SimFileSystem.SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
        return new SimFileSystem();
    }
}
