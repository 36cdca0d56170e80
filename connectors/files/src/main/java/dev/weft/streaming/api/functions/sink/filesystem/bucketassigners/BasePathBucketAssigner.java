package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;

import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;

/** Writes everything directly into the sink's path. */
public class BasePathBucketAssigner<T> implements BucketAssigner<T, String> {

    @Override
    public String getBucketId(T element, Context context) {
        return "";
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "the sink's path itself";
    }
}
