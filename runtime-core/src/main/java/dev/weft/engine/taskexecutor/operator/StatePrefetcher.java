package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.KeyedStates;

/**
 * Prefetches keyed state for a batch of records: extracts the keys of up to 64 records and announces them to the state
 * backend before the first record is processed, so that the memory accesses of the lookups overlap.
 */
final class StatePrefetcher {

    private static final int RUN = 64;

    private final Keying keying;
    private final KeyedStates state;
    private final Object[] keys = new Object[RUN];
    private final int[] hashes = new int[RUN];

    StatePrefetcher(Keying keying, KeyedStates state) {
        this.keying = keying;
        this.state = state;
    }

    /** Announces the keys of the records from this one on; returns how many records. */
    int begin(Batch records, int from) throws Exception {
        int count = Math.min(RUN, records.size() - from);
        for (int i = 0; i < count; i++) {
            keys[i] = keying.selector().getKey(records.value(from + i));
            hashes[i] = records.hash(from + i);
        }
        state.expect(keys, hashes, count);
        return count;
    }

    /** The key of a record, counted from the first announced one. */
    Object key(int i) {
        return keys[i];
    }

    /** The hash that came with a record, counted from the first announced one. */
    int hash(int i) {
        return hashes[i];
    }
}
