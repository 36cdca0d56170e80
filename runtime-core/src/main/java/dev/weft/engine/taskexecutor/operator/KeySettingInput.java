package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.state.KeyedStates;

/**
 * Sets the key context for an operator that does not use keyed state itself, but whose user function may: makes each
 * record's key current.
 */
final class KeySettingInput implements Receiver {

    private final Operator operator;
    private final Receiver input;
    private final Keying keying;
    private final KeyedStates state;
    private final StatePrefetcher ahead;

    KeySettingInput(Operator operator, Receiver input, Keying keying, KeyedStates state) {
        this.operator = operator;
        this.input = input;
        this.keying = keying;
        this.state = state;
        this.ahead = new StatePrefetcher(keying, state);
    }

    @Override
    public int batch(Batch records, int from, YieldFlag yield) {
        if (!records.isKeyed()) {
            return Receiver.super.batch(records, from, yield);
        }
        int n = records.size();
        int run;
        for (int start = from; start < n; start += run) {
            run = look(records, start);
            for (int i = 0; i < run; i++) {
                state.use(ahead.key(i), ahead.hash(i));
                input.record(records.value(start + i), records.timestamp(start + i));
                if (yield.isUp()) {
                    return start + i + 1;
                }
            }
        }
        return n;
    }

    private int look(Batch records, int from) {
        try {
            return ahead.begin(records, from);
        } catch (Throwable t) {
            throw operator.failure(t);
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        Object key = keyOf(value);
        try {
            state.use(key, keying.hasher().hash(key));
        } catch (RuntimeException e) {
            throw operator.failure(e);
        }
        input.record(value, timestamp);
    }

    private Object keyOf(Object value) {
        try {
            return keying.selector().getKey(value);
        } catch (Throwable t) {
            throw operator.failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        state.keys().leave();
        input.watermark(timestamp);
    }

    @Override
    public void idle(boolean idle) {
        input.idle(idle);
    }

    @Override
    public void endOfInput() {
        state.keys().leave();
        input.endOfInput();
    }
}
