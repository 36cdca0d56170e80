package dev.weft.program;

import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/** Partitioning of an edge: how elements are distributed over the parallel instances of the consuming node. */
public sealed interface Partitioning extends Serializable {
    /** Instance i sends to instance i; both sides have the same parallelism. */
    record Forward() implements Partitioning {}

    /** Round robin over all instances. */
    record Rebalance() implements Partitioning {}

    /** Round robin over a part of the instances, so that few instances talk to each other. */
    record Rescale() implements Partitioning {}

    /** At random. */
    record Shuffle() implements Partitioning {}

    /** Every element to every instance. */
    record Broadcast() implements Partitioning {}

    /** Everything to the first instance. */
    record Global() implements Partitioning {}

    /** Equal keys meet in one instance, which keeps state for each key. */
    sealed interface Keyed extends Partitioning {
        KeySelector<?, ?> keySelector();

        TypeInformation<?> keyType();
    }

    /** By the key's key group. */
    record KeyGroups(KeySelector<?, ?> keySelector, TypeInformation<?> keyType) implements Keyed {
        public KeyGroups {
            Objects.requireNonNull(keySelector, "keySelector");
            Objects.requireNonNull(keyType, "keyType");
        }
    }

    /** Instance i sends to instance i, as the elements are spread by the key's key group already. */
    record KeyedForward(KeySelector<?, ?> keySelector, TypeInformation<?> keyType) implements Keyed {
        public KeyedForward {
            Objects.requireNonNull(keySelector, "keySelector");
            Objects.requireNonNull(keyType, "keyType");
        }
    }

    /** Whether both sides must have the same parallelism. */
    default boolean isForward() {
        return this instanceof Forward || this instanceof KeyedForward;
    }

    /** By a partitioner of the user's. */
    record Custom(Partitioner<?> partitioner, KeySelector<?, ?> keySelector) implements Partitioning {
        public Custom {
            Objects.requireNonNull(partitioner, "partitioner");
            Objects.requireNonNull(keySelector, "keySelector");
        }
    }

    /** What the peers and the plan show: FORWARD, HASH and so on. */
    default String label() {
        if (this instanceof KeyGroups) {
            return "HASH";
        }
        if (this instanceof KeyedForward) {
            return "FORWARD";
        }
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
