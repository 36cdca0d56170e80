/**
 * Checkpoints as both sides know them: where their files are, how stored state is described ({@code StateCodec}) and
 * what a completed checkpoint consists of ({@code CheckpointMetadata}).
 *
 * <p>Values, and blocking calls of file systems that run on I/O threads. Tasks write their state through a {@code
 * SnapshotStore}; the JobMaster writes and reads the metadata.
 */
package dev.weft.engine.checkpoint;
