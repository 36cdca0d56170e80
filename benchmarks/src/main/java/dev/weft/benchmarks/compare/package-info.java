/**
 * Comparison of Weft and Apache Flink: runs the same programs on both alternately, on the same YARN, and reports the
 * results.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.compare.Compare}, started by {@code benchmarks/run}. One thread submits and reports; another one samples
 * {@code /proc} meanwhile. The programs are those of {@code dev.weft.benchmarks.jobs}; this package knows them by name only.
 */
package dev.weft.benchmarks.compare;
