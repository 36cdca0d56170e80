package dev.weft.streaming.api.functions.sink.filesystem;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.Serializable;

/** Says into which bucket, a directory below the sink's path, a record is written. */
public interface BucketAssigner<IN, BucketID> extends Serializable {

    /** The bucket; its text is a path relative to the sink's, empty for the path itself. */
    BucketID getBucketId(IN element, Context context);

    SimpleVersionedSerializer<BucketID> getSerializer();

    /** What is known when a record arrives. */
    interface Context {

        /** Epoch milliseconds. */
        long currentProcessingTime();

        long currentWatermark();

        /** The record's event time, null when it has none. */
        Long timestamp();
    }
}
