/**
 * What the machine can do without an engine: the same records and functions in plain loops.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.limits.Limit}, one JVM a probe, started by the comparison of the engines.
 */
package dev.weft.benchmarks.limits;
