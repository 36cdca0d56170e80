/**
 * The JobManager, which wires the master's components, and the Dispatcher, which owns its jobs.
 *
 * <p>Entry: {@link dev.weft.engine.dispatcher.JobManager}. The Dispatcher runs on one loop, starts a JobMaster for
 * every job and reports when one has ended. The state for other threads is published as a
 * {@link dev.weft.engine.view.ClusterView}. May import {@code resourcemanager}, {@code jobmaster} and the rooms before
 * them.
 */
package dev.weft.engine.dispatcher;
