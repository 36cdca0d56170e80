/**
 * Runs the same programs on Weft and on Apache Flink in turn, on the same YARN, and tells how they compare.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.compare.Compare}, started by {@code benchmarks/run}. One thread submits and reports; another one samples
 * {@code /proc} meanwhile. The programs are those of {@code dev.weft.benchmarks.jobs}; this package knows them by name only.
 */
package dev.weft.benchmarks.compare;
