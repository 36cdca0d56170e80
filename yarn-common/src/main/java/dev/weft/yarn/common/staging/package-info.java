/**
 * Files of applications in the cluster's file system: the staging directory of each, and the shared distribution cache.
 *
 * <p>Entry classes: {@link dev.weft.yarn.common.staging.StagingDirectory} and
 * {@link dev.weft.yarn.common.staging.DistributionCache}. Blocking calls, made by the client and by named I/O threads of the
 * application master. May import {@code launch}, {@code engine.common} and Hadoop's public API.
 */
package dev.weft.yarn.common.staging;
