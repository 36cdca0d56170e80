/**
 * Service provider interface that makes a kind of cluster available to {@code flink run}: one provider per kind.
 *
 * <p>Entry: {@link dev.weft.client.spi.ClusterProvider}, found by the service loader, so that another kind is one more jar.
 * Imports {@code configuration} and {@code graph} of the engine and the API's configuration; nothing of any cluster.
 */
package dev.weft.client.spi;
