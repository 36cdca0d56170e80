/**
 * The YARN application master: requests containers, starts executors in them, and runs the JobManager.
 *
 * <p>{@link dev.weft.yarn.appmaster.YarnResourceProvider}
 * has one thread that speaks to the ResourceManager and a few that speak to NodeManagers;
 * {@link dev.weft.yarn.appmaster.ContainerLedger} decides. May import {@code yarn.common}, the engine and Hadoop's public API;
 * never the client or the executor's process.
 */
package dev.weft.yarn.appmaster;
