package dev.weft.connector.file.sink;

import java.util.List;
import java.util.Optional;

/**
 * Checkpointed state of one bucket of one writer.
 *
 * @param open the file that was being written
 * @param closed complete files that the writer had not handed over for committing
 */
record BucketState<BucketID>(BucketID bucket, Optional<OpenPart> open, List<FileSinkCommittable> closed) {}
