package dev.weft.connector.file.sink;

/**
 * A complete file that waits to be handed over.
 *
 * @param inCheckpoint whether some checkpoint, complete or not, knows of it
 */
record ClosedPart<BucketID>(BucketID bucket, FileSinkCommittable file, boolean inCheckpoint) {

    ClosedPart<BucketID> namedInCheckpoint() {
        return new ClosedPart<>(bucket, file, true);
    }
}
