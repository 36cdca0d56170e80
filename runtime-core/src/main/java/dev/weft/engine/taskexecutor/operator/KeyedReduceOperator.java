package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.types.KeyHasher;
import dev.weft.streaming.api.functions.aggregation.InPlaceReduce;

/**
 * Rolling reduce per key. In streaming it emits the new value for every record. In a batch, where records come key by
 * key, it emits only the final value of each key, with the timestamp of the key's last record.
 */
final class KeyedReduceOperator extends Operator {

    private final Combination combination;
    private final KeySelector<Object, Object> selector;
    private final KeyHasher hasher;
    private final Receiver next;
    private final KeyedStates keys;
    private final StatePrefetcher ahead;
    private final ValueState<Object> current;
    private final boolean batch;
    private long lastTimestamp = Batch.NO_TIMESTAMP;

    @FunctionalInterface
    private interface Combination {
        Object of(Object soFar, Object value) throws Exception;
    }

    /** @param copied whether those behind this operator get copies of what can be changed, so that the state alone has its values */
    @SuppressWarnings("unchecked") // the function reduces values of the input's type
    KeyedReduceOperator(
            String name,
            ReduceFunction<Object> function,
            Keying keying,
            TypeInformation<?> valueType,
            KeyedStates keys,
            boolean batch,
            boolean copied,
            Emitter emitter) {
        super(name, function, emitter);
        this.selector = keying.selector();
        this.hasher = keying.hasher();
        this.keys = keys;
        this.ahead = new StatePrefetcher(keying, keys);
        ValueStateDescriptor<Object> descriptor =
                new ValueStateDescriptor<>("reduced", (TypeInformation<Object>) valueType);
        this.current = keys.state(descriptor);
        this.combination = copied
                        && !descriptor.getSerializer().isImmutableType()
                        && function instanceof InPlaceReduce<Object> inPlace
                ? inPlace::reduceInto
                : function::reduce;
        this.batch = batch;
        this.next = emitter.main();
    }

    @Override
    public int batch(Batch records, int from, YieldFlag yield) {
        if (!records.isKeyed()) {
            return super.batch(records, from, yield);
        }
        int n = records.size();
        int run;
        for (int start = from; start < n; start += run) {
            run = look(records, start);
            for (int i = 0; i < run; i++) {
                int at = start + i;
                reduce(ahead.key(i), ahead.hash(i), records.value(at), records.timestamp(at));
                if (yield.isUp()) {
                    return at + 1;
                }
            }
        }
        return n;
    }

    private int look(Batch records, int from) {
        try {
            return ahead.begin(records, from);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        Object key = keyOf(value);
        int hash;
        try {
            hash = hasher.hash(key);
        } catch (RuntimeException e) {
            throw failure(e);
        }
        reduce(key, hash, value, timestamp);
    }

    private Object keyOf(Object value) {
        try {
            return selector.getKey(value);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void reduce(Object key, int hash, Object value, long timestamp) {
        Object result = value;
        try {
            keys.use(key, hash);
            Object soFar = current.value();
            if (soFar != null) {
                result = combination.of(soFar, value);
                if (result == null) {
                    throw new NullPointerException("the reduce function returned null for key " + key);
                }
            }
            current.update(result);
        } catch (Throwable t) {
            throw failure(t);
        }
        if (batch) {
            lastTimestamp = timestamp;
        } else {
            next.record(result, timestamp);
        }
    }

    @Override
    void endOfKey() throws Exception {
        next.record(current.value(), lastTimestamp);
    }
}
