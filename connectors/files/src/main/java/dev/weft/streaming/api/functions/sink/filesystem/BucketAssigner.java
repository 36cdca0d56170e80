package dev.weft.streaming.api.functions.sink.filesystem;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.Serializable;

/**
 * Says into which bucket, a directory below the sink's path, a record is written. Any character may be part of a directory's name;
 * a file source leaves out names that begin with {@code .} or {@code _} unless it is given a filter of its own.
 *
 * @param <IN> the records
 * @param <BucketID> names the directory by its text
 */
public interface BucketAssigner<IN, BucketID> extends Serializable {

    /**
     * The bucket of a record. Called for each record, on the task's thread; buckets are told apart by {@code equals} and
     * {@code hashCode}.
     *
     * @param context valid during the call only
     * @return its text is a path relative to the sink's, empty for the path itself. A text that begins with a slash or has
     *     {@code ..} between slashes fails the job, and so does null
     */
    BucketID getBucketId(IN element, Context context);

    /**
     * How buckets are written into checkpoints; not null. For buckets that are texts, {@link
     * dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer}.
     */
    SimpleVersionedSerializer<BucketID> getSerializer();

    /** What is known when a record arrives. */
    interface Context {

        /** Epoch milliseconds. */
        long currentProcessingTime();

        /** The last watermark in milliseconds since the epoch; {@link Long#MIN_VALUE} before the first. */
        long currentWatermark();

        /** The record's event time in milliseconds since the epoch; null when it has none. */
        Long timestamp();
    }
}
