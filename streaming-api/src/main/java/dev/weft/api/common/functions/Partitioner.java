package dev.weft.api.common.functions;

import java.io.Serializable;

/** Chooses the parallel instance that receives an element, by its key. */
@FunctionalInterface
public interface Partitioner<K> extends Serializable, Function {
    /** An index from 0 to {@code numPartitions - 1}; anything else fails the job. */
    int partition(K key, int numPartitions);
}
