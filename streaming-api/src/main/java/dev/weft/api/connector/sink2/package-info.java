/**
 * Sinks: a {@link dev.weft.api.connector.sink2.Sink} makes one writer a task; a sink that
 * {@linkplain dev.weft.api.connector.sink2.SupportsCommitter supports committers} hands what its writers prepared to
 * a committer once it is certain. Writers and committers live on task threads. May import the neighbouring API
 * packages, never the engine.
 */
package dev.weft.api.connector.sink2;
