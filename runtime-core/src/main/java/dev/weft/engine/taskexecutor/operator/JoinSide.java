package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import java.util.TreeSet;

/**
 * Stored records of one input of an interval join, by key and by time bucket. The bucket width is chosen so that a
 * lookup visits few buckets. A bucket is dropped as a whole, for all keys, when no record of the other input can match
 * it any more. Belongs to the thread of its task.
 */
final class JoinSide {

    private final String name;
    private final long width;
    private final long reachMs;
    private final NamespacedState<ListState<Tuple2<Long, Object>>, Long> records;
    private final TreeSet<Long> live = new TreeSet<>();
    private ListState<Long> savedBuckets;
    private long lastBucket;
    private boolean hasLastBucket;

    /**
     * @param name of the state, unique in the operator
     * @param width of a bucket in milliseconds
     * @param reachMs a record matches none of the other input whose timestamp is later than its own by more than this
     */
    @SuppressWarnings("unchecked") // the records are of the type of the input
    JoinSide(String name, long width, long reachMs, TypeInformation<?> type, KeyedStates state) {
        this.name = name;
        this.width = width;
        this.reachMs = reachMs;
        TypeInformation<Tuple2<Long, Object>> timed = Types.TUPLE(Types.LONG, (TypeInformation<Object>) type);
        this.records = state.state(new ListStateDescriptor<>(name, timed), Namespaces.LONGS);
    }

    /** Recovers the list of buckets after a restore. Every instance reads all of them, since keys may have moved. */
    void open(OperatorState state) throws Exception {
        savedBuckets = state.unkeyed().getUnionListState(new ListStateDescriptor<>(name + ".buckets", Types.LONG));
        savedBuckets.get().forEach(live::add);
    }

    void saveIntoState() throws Exception {
        savedBuckets.clear();
        for (long bucket : live) {
            savedBuckets.add(bucket);
        }
    }

    /** Whether a record with this timestamp can match one of the other input that is not late. */
    boolean isOfUse(long timestamp, long watermark) {
        return saturatedSum(timestamp, reachMs) >= watermark;
    }

    /** Stores a record of the current key. */
    void add(Object value, long timestamp) throws Exception {
        long bucket = Math.floorDiv(timestamp, width);
        if (!hasLastBucket || bucket != lastBucket) {
            live.add(bucket);
            lastBucket = bucket;
            hasLastBucket = true;
        }
        records.at(bucket).add(Tuple2.of(timestamp, value));
    }

    /** Callback for a stored record. */
    @FunctionalInterface
    interface Match {
        void accept(Object value, long timestamp) throws Exception;
    }

    /** Visits the current key's records in a closed time range. */
    void forEach(long fromMs, long untilMs, Match match) throws Exception {
        long last = Math.floorDiv(untilMs, width);
        long bucket = Math.floorDiv(fromMs, width);
        forEach(bucket, fromMs, untilMs, match);
        while (bucket < last) {
            bucket++;
            forEach(bucket, fromMs, untilMs, match);
        }
    }

    private void forEach(long bucket, long fromMs, long untilMs, Match match) throws Exception {
        for (Tuple2<Long, Object> record : records.at(bucket).get()) {
            long timestamp = record.f0;
            if (timestamp >= fromMs && timestamp <= untilMs) {
                match.accept(record.f1, timestamp);
            }
        }
    }

    /** Drops the buckets that can match no record at or after the watermark. */
    void advance(long watermark) {
        while (!live.isEmpty()) {
            long first = live.first();
            long lastMs = Long.MAX_VALUE / width <= first ? Long.MAX_VALUE : (first + 1) * width - 1;
            if (saturatedSum(lastMs, reachMs) >= watermark && watermark != Long.MAX_VALUE) {
                return;
            }
            live.pollFirst();
            records.drop(first);
            hasLastBucket = false;
        }
    }

    /** Number of stored buckets. */
    int buckets() {
        return live.size();
    }

    static long saturatedSum(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
