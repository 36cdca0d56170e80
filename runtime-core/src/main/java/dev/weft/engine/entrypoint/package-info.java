/**
 * Cluster-neutral parts of the main classes of JobManager and executor processes: settings translated from the
 * configuration, the life cycle of a per-job application, and its exit status.
 *
 * <p>Entries: {@link dev.weft.engine.entrypoint.PerJobApplication}, which runs on a loop of its own, and
 * {@link dev.weft.engine.entrypoint.DataPlane}. The mains themselves belong to the module of a cluster, which brings a {@link dev.weft.engine.resourcemanager.spi.ResourceProvider} and reads the job from where
 * its client has put it. May import every room before it; knows no kind of cluster.
 */
package dev.weft.engine.entrypoint;
