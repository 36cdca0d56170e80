package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.KeyedStates;

/**
 * Goes through a batch of keyed records in runs: gets the keys of a run and tells the state of them before the first of its records is processed, so
 * that what the state has for them is fetched side by side and not one after the other.
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

    /** Begins a run at this record of the batch; returns how many records it has. */
    int begin(Batch records, int from) throws Exception {
        int count = Math.min(RUN, records.size() - from);
        for (int i = 0; i < count; i++) {
            keys[i] = keying.selector().getKey(records.value(from + i));
            hashes[i] = records.hash(from + i);
        }
        state.expect(keys, hashes, count);
        return count;
    }

    /** The key of a record of the run. */
    Object key(int i) {
        return keys[i];
    }

    /** The hash that came with a record of the run. */
    int hash(int i) {
        return hashes[i];
    }
}
