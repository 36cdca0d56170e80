package dev.weft.connector.file.src.enumerate;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;

/** Lists files and divides them into splits. */
public interface FileEnumerator {

    /**
     * @param paths files and directories
     * @param minDesiredSplits how many splits would keep every reader busy; a hint
     * @throws IOException when a path does not exist or can't be listed
     */
    Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) throws IOException;

    /** Makes an enumerator. */
    @FunctionalInterface
    interface Provider extends Serializable {
        /** A new enumerator. */
        FileEnumerator create();
    }
}
