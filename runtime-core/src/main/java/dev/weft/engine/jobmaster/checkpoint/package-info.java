/**
 * The JobMaster's side of checkpoints: when one is taken, which tasks take part, when it is complete, which are kept and
 * from which the job goes on.
 *
 * <p>Entry: {@link dev.weft.engine.jobmaster.checkpoint.CheckpointCoordinator}, which carries out on the JobMaster's loop
 * what {@code CheckpointLedger} decides. Metadata is written and read on I/O threads. May import the rooms up to {@code
 * checkpoint}; never {@code jobmaster} itself.
 */
package dev.weft.engine.jobmaster.checkpoint;
