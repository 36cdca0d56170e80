/**
 * The JobManager's side put together, and the Dispatcher that owns its jobs.
 *
 * <p>Entry: {@link dev.weft.engine.dispatcher.JobManager}. The Dispatcher runs on one loop, starts a JobMaster for every
 * job and tells when one has ended. What others may see is published as a {@link dev.weft.engine.view.ClusterView}. May
 * import {@code resourcemanager}, {@code jobmaster} and the rooms before them.
 */
package dev.weft.engine.dispatcher;
