/**
 * The benchmark programs that run on Weft and on the peer. They use nothing but the DataStream API, so that {@code
 * benchmarks/run} can compile the same sources against either by replacing the import root.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.jobs.Workload}, submitted like any job. Every record is derived from its index by {@link
 * dev.weft.benchmarks.jobs.SplitMix}; every sink counts and sums hashes, in an order-independent way, so that two systems can be held to have done
 * the same work.
 */
package dev.weft.benchmarks.jobs;
