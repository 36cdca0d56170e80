/**
 * The job graph, and the compiler that makes it from the user's program.
 *
 * <p>{@link dev.weft.engine.graph.JobGraph} is what the client stages and the JobMaster schedules; its vertices carry
 * their operator chains as {@link dev.weft.engine.common.Blob blobs} which only a TaskExecutor opens (a
 * {@link dev.weft.engine.graph.ChainSpec}), with the user's class loader; large ones it only names
 * ({@link dev.weft.engine.graph.DetachedGraph}). Pure values and functions, no threads. May
 * import {@code common} and {@code configuration}; never anything that runs.
 */
package dev.weft.engine.graph;
