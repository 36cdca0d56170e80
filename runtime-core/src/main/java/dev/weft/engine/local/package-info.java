/**
 * In-process cluster, for programs that are started from an IDE and for tests of the engine.
 *
 * <p>Entries: {@link dev.weft.engine.local.LocalCluster}, and {@link dev.weft.engine.local.LocalProgramExecutorProvider}
 * which the service loader finds. The JobManager and the executors are the real ones and talk over loopback connections;
 * only the processes are missing. May import every room.
 */
package dev.weft.engine.local;
