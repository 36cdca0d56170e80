/**
 * Manages the workers: requests as many from the cluster as the jobs need, and assigns their slots to jobs.
 *
 * <p>Entry: {@link dev.weft.engine.resourcemanager.ResourceManager}, one loop. It owns the connections to the
 * executors: every message of an executor passes through its loop, which routes those of tasks to their JobMaster in
 * order. Pure classes ({@code SlotLedger}, {@code Demand}) decide what to request and which slots to assign. The
 * cluster is behind {@code spi}. May import {@code jobmaster} and the rooms before it.
 */
package dev.weft.engine.resourcemanager;
