/**
 * Benchmarks of checkpoints, recovery and rescaling: runs one job with much state on Weft and on Apache Flink, on the same YARN, and
 * measures what checkpoints cost and for how long the job is away after a kill and while it is rescaled.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.checkpoints.Checkpoints}, started by {@code benchmarks/checkpoints}. One thread: it submits,
 * watches the job over REST and through the files that the job writes ({@link dev.weft.benchmarks.jobs.Marks}), and reports. The job is
 * {@link dev.weft.benchmarks.jobs.LargeState}.
 */
package dev.weft.benchmarks.checkpoints;
