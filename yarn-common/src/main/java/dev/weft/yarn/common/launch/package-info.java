/**
 * Launch protocol between client, application master and executors: environment, class path, command line, secret, exit
 * codes.
 *
 * <p>Entry classes: {@link dev.weft.yarn.common.launch.ContainerLaunch} builds a container's launch context,
 * {@link dev.weft.yarn.common.launch.ApplicationEnvironment} and {@link dev.weft.yarn.common.launch.ExecutorEnvironment} are
 * read back in the container. Values only, no threads. Classes that an executor uses at its start load
 * nothing of Hadoop. May import {@code engine.common}, {@code engine.resourcemanager.spi} and
 * {@code engine.rpc}'s secret; never {@code staging} or {@code hadoop}.
 */
package dev.weft.yarn.common.launch;
