/**
 * The messages between the JobManager and its TaskExecutors: sealed records and their versioned codec.
 *
 * <p>One connection per executor, opened by the executor, carries both directions in order. Values only, no threads.
 * May import {@code common} and {@code graph}.
 */
package dev.weft.engine.protocol;
