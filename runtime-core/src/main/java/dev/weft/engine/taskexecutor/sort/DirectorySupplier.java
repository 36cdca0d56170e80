package dev.weft.engine.taskexecutor.sort;

import java.io.IOException;
import java.nio.file.Path;

/** Creates a new empty directory on the executor's local disk. */
@FunctionalInterface
public interface DirectorySupplier {
    Path make() throws IOException;
}
