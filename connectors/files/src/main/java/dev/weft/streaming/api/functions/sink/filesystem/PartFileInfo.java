package dev.weft.streaming.api.functions.sink.filesystem;

import java.io.IOException;

/** Information about an open part file, for rolling policies. */
public interface PartFileInfo<BucketID> {

    /** The bucket whose file it is. */
    BucketID getBucketId();

    /** Epoch milliseconds. */
    long getCreationTime();

    /** Bytes written so far. */
    long getSize() throws IOException;

    /** When the last record was written, epoch milliseconds. */
    long getLastUpdateTime();
}
