package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.KeyedStateSetup;

/**
 * Objects that all states of an instance share.
 *
 * @param setup what the instance was made from
 * @param memory of the slot
 * @param changes that are not in the store yet
 */
record StateContext(KeyedStateSetup setup, SlotMemory memory, WriteBackCache.Changes changes) {}
