/**
 * Knows the workers, asks the cluster for as many as the jobs need, and gives their slots to jobs.
 *
 * <p>Entry: {@link dev.weft.engine.resourcemanager.ResourceManager}, one loop. It owns the connections to the executors:
 * every message of an executor passes through its loop, which hands those of tasks on to their JobMaster in order. What to
 * ask for, which slots to give and what is missing is decided by pure classes ({@code SlotLedger}, {@code Demand}). The
 * cluster lies behind {@code spi}. May import {@code jobmaster} and the rooms before it.
 */
package dev.weft.engine.resourcemanager;
