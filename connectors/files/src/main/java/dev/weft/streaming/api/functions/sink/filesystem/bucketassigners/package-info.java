/** Bucket assigners: how records are distributed over directories. */
package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;
