package dev.weft.engine.state.heap;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;

/** Maps the hash of a key to the index of its key group within one operator instance. Immutable. */
final class GroupIndex {

    private final KeyGroupRange range;
    private final int maxParallelism;

    GroupIndex(KeyGroupRange range, int maxParallelism) {
        this.range = range;
        this.maxParallelism = maxParallelism;
    }

    KeyGroupRange range() {
        return range;
    }

    int count() {
        return range.size();
    }

    /** Index of a hash's key group, counted from the first one of the instance. */
    int of(int hash, Object key) {
        int group = KeyGroups.groupOf(hash, maxParallelism);
        int index = group - range.first();
        if (index < 0 || index >= range.size()) {
            throw strange(key, group);
        }
        return index;
    }

    private WeftException strange(Object key, int group) {
        return new WeftException(
                ErrorCode.USER_CODE,
                "key '" + key + "' of " + key.getClass() + " belongs to key group " + group
                        + " and came to the subtask of "
                        + range
                        + ": hashCode() of the key must be the same in every process and never change, and the key"
                        + " selector must give the same key for a record each time");
    }
}
