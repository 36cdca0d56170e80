package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;

/** Finds the file system of a path: the seam between the files of checkpoints and the machine. */
final class CheckpointFileSystems {

    private CheckpointFileSystems() {}

    static FileSystem of(Path path) throws IOException {
        return path.getFileSystem();
    }
}
