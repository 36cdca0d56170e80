package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.KeyedStateSetup;

/**
 * Objects that all states of an instance share.
 *
 * @param setup what the instance was made from
 * @param memory of the slot
 * @param cut of all caches, for snapshots
 * @param batchBytes size of a write batch
 */
record StateContext(KeyedStateSetup setup, SlotMemory memory, CacheCut cut, int batchBytes) {}
