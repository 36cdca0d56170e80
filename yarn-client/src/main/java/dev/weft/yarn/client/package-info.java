/**
 * YARN as a cluster for the command line: staging, submission, following an application.
 *
 * <p>Entry: {@link dev.weft.yarn.client.YarnClusterProvider}, found by the service loader. One deployment at a time, on the
 * client's main thread, which waits for what daemon threads named {@code yarn-client-io} fetch meanwhile. May import
 * {@code dev.weft.client.spi}, {@code dev.weft.yarn.common} and Hadoop's public API; never the command line.
 */
package dev.weft.yarn.client;
