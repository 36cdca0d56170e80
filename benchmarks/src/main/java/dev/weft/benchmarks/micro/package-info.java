/**
 * Micro-benchmarks of single parts of the engine, in nanoseconds per record, each beside the simplest thing that does
 * the same.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.micro.Micro}, started by {@code benchmarks/micro}; JMH runs each benchmark in a JVM of its own. The parts are
 * used as tasks use them, through the interfaces that they have for other packages.
 */
package dev.weft.benchmarks.micro;
