package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.net.URI;

/** Finds the file system of a path: the seam between the files of checkpoints and the machine. */
final class CheckpointFileSystems {

    private CheckpointFileSystems() {}

    static FileSystem of(Path path) throws IOException {
        return path.getFileSystem();
    }

    /** The path with scheme and authority, as others can use it whatever their default file system is. */
    static Path qualified(Path path, FileSystem files) {
        Path absolute = path.makeQualified(files);
        URI home = files.getUri();
        return absolute.toUri().getAuthority() == null && home.getAuthority() != null
                ? new Path(home.getScheme(), home.getAuthority(), absolute.getPath())
                : absolute;
    }
}
