package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.util.List;

/**
 * Checkpointed state of an open file.
 *
 * @param pending the hidden file
 * @param target its final name
 * @param bytes how many bytes at its beginning belong to the checkpoint; they were synced
 * @param creationTimeMs epoch milliseconds
 * @param lastUpdateMs epoch milliseconds
 * @param originals hidden files of the same job whose content is in this one
 */
record OpenPart(Path pending, Path target, long bytes, long creationTimeMs, long lastUpdateMs, List<Path> originals) {}
