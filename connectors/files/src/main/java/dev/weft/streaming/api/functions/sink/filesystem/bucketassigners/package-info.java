/** Ways to spread records over directories. */
package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;
