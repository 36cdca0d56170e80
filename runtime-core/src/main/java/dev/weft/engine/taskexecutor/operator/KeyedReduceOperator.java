package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.KeyHasher;
import dev.weft.engine.exchange.Receiver;

/**
 * Combines the records of each key. Streaming emits the new value with every record; batch emits the last value of each
 * key once, when the input has ended.
 */
final class KeyedReduceOperator extends Operator {

    private final ReduceFunction<Object> function;
    private final KeySelector<Object, Object> selector;
    private final KeyHasher hasher;
    private final Receiver next;
    private final KeyTable table;
    private final boolean batch;

    KeyedReduceOperator(
            String name,
            ReduceFunction<Object> function,
            Keying keying,
            KeyTable table,
            boolean batch,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.selector = keying.selector();
        this.hasher = keying.hasher();
        this.table = table;
        this.batch = batch;
        this.next = emitter.main();
    }

    @Override
    public void batch(Batch records) {
        if (!records.isKeyed()) {
            super.batch(records);
            return;
        }
        int n = records.size();
        for (int i = 0; i < n; i++) {
            Object value = records.value(i);
            reduce(keyOf(value), records.hash(i), value, records.timestamp(i));
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
        Object current = table.get(key, hash);
        Object reduced = value;
        if (current != null) {
            try {
                reduced = function.reduce(current, value);
                if (reduced == null) {
                    throw new NullPointerException("the reduce function returned null for key " + key);
                }
            } catch (Throwable t) {
                throw failure(t);
            }
        }
        if (reduced != current) {
            table.put(key, hash, reduced);
        }
        if (!batch) {
            next.record(reduced, timestamp);
        }
    }

    @Override
    public void endOfInput() {
        if (batch) {
            table.forEach((key, value) -> next.record(value, Batch.NO_TIMESTAMP));
        }
        super.endOfInput();
    }
}
