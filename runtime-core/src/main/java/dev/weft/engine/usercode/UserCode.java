package dev.weft.engine.usercode;

import dev.weft.engine.common.BlobStore;

/**
 * How a process gets at the user's classes and large serialized functions.
 *
 * @param classes opens the class loaders of jobs
 * @param blobs the serialized functions and sources that are too large for a message
 */
public record UserCode(UserClassLoaders classes, BlobStore blobs) {

    /** For jobs that carry all their functions and sources in messages. */
    public static UserCode of(UserClassLoaders classes) {
        return new UserCode(classes, BlobStore.none());
    }
}
