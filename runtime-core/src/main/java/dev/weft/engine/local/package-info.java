/**
 * In-process cluster, for programs that are started from an IDE or with {@code flink run -t local}, and for tests of
 * the engine.
 *
 * <p>Entries: {@link dev.weft.engine.local.LocalCluster}, {@link dev.weft.engine.local.LocalProgramExecutor} for the
 * command line, and {@link dev.weft.engine.local.LocalProgramExecutorProvider}, which the service loader finds. The JobManager and the executors are the real ones and talk over loopback connections;
 * only the processes are missing. May import every room.
 */
package dev.weft.engine.local;
