/**
 * Checkpoints as both sides know them: how a job takes them ({@code CheckpointSettings}), where their files are, how
 * stored state is described ({@code StateCodec}) and what a completed checkpoint consists of ({@code
 * CheckpointMetadata}).
 *
 * <p>Tasks write their state through {@code SnapshotStores}: small state stays in memory, larger state goes to files in
 * blocks with checksums ({@code BlockFormat}), which are durable before the task acknowledges. The JobMaster makes a
 * checkpoint complete, reads and deletes it through {@code CheckpointStorage}; that a file of metadata has its name is
 * what makes a checkpoint complete.
 *
 * <p>Values, and blocking calls of file systems that run on I/O threads.
 */
package dev.weft.engine.checkpoint;
