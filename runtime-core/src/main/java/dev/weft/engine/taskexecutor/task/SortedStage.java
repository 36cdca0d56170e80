package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.sort.RecordSorter;
import java.io.IOException;
import java.util.List;

/**
 * Input stage of a batch that sorts by key. All keyed inputs go into one {@link RecordSorter}; a broadcast input is
 * passed through at once. When all inputs have ended, the head gets the records key by key, each key's in order of
 * timestamps, and is told of the end of each key. The final watermark and the end of the keyed inputs come last.
 */
final class SortedStage implements InputStage {

    private static final int FIRST_BATCH = 16;
    private static final int LARGEST_BATCH = 256;
    /** Records and ends of keys between two flushes. */
    private static final int STEPS = 256;

    private final Chain chain;
    private final List<Keying> keyings;
    private final RecordSorter sorter;
    private final Receiver[] head;
    private Batch records = new Batch(FIRST_BATCH, true);
    private int handedOn;
    private int gate;
    private int openGates;
    private boolean sorted;
    private boolean more;
    private boolean inKey;
    private boolean done;

    /**
     * Takes ownership of the sorter. Gates at or above the number of keyings are not keyed.
     *
     * @param gates how many inputs the head has, 1 or 2
     */
    SortedStage(Chain chain, int gates, RecordSorter sorter) {
        this.chain = chain;
        this.keyings = chain.keyings();
        this.sorter = sorter;
        this.openGates = gates;
        this.head = new Receiver[] {chain.input(0), chain.input(1)};
    }

    @Override
    public Receiver input(int gate) {
        return gate < keyings.size()
                ? new Sorting(gate, keyings.get(gate))
                : new EndNotifyingInput(head[gate], this::onEndOfGate);
    }

    private void onEndOfGate() {
        openGates--;
        if (openGates == 0) {
            try {
                sorter.sort();
                more = sorter.next();
            } catch (IOException e) {
                throw InputStages.unkept(chain, e);
            }
            sorted = true;
        }
    }

    @Override
    public boolean isReady() {
        return sorted && !done;
    }

    @Override
    public void handOn(YieldFlag yield) {
        int steps = 0;
        do {
            steps += handOnSome(yield);
        } while (steps < STEPS && !done && !yield.isUp());
    }

    /** Returns how much was emitted. */
    private int handOnSome(YieldFlag yield) {
        if (handedOn < records.size()) {
            int before = handedOn;
            handedOn = head[gate].batch(records, before, yield);
            return handedOn - before;
        }
        if (inKey && (!more || sorter.isNewKey())) {
            inKey = false;
            chain.endOfKey();
        } else if (more) {
            inKey = true;
            gate = fill();
            handedOn = 0;
        } else {
            done = true;
            close();
            endOfKeyedInputs();
        }
        return 1;
    }

    private void endOfKeyedInputs() {
        for (int keyed = 0; keyed < keyings.size(); keyed++) {
            head[keyed].watermark(Long.MAX_VALUE);
        }
        for (int keyed = 0; keyed < keyings.size(); keyed++) {
            head[keyed].endOfInput();
        }
    }

    /** Fills the batch with the next records of one key and one gate; returns the gate. */
    private int fill() {
        if (records.isFull() && records.size() < LARGEST_BATCH) {
            records = new Batch(4 * records.size(), true);
        }
        records.clear();
        try {
            int next = sorter.gate();
            do {
                records.add(sorter.value(), sorter.timestamp(), sorter.hash());
                more = sorter.next();
            } while (more && !sorter.isNewKey() && sorter.gate() == next && !records.isFull());
            return next;
        } catch (IOException e) {
            throw InputStages.unkept(chain, e);
        } catch (RuntimeException e) {
            throw chain.head().failure(e);
        }
    }

    @Override
    public void close() {
        try {
            sorter.close();
        } catch (IOException e) {
            throw InputStages.unkept(chain, e);
        }
    }

    /**
     * Adds the records of one keyed input to the sorter, and drops watermarks: none is emitted before all input has
     * come.
     */
    private final class Sorting implements Receiver {
        private final int gate;
        private final Keying keying;

        Sorting(int gate, Keying keying) {
            this.gate = gate;
            this.keying = keying;
        }

        @Override
        public int batch(Batch batch, int from, YieldFlag yield) {
            if (!batch.isKeyed()) {
                return Receiver.super.batch(batch, from, yield);
            }
            int n = batch.size();
            int i = from;
            do {
                Object value = batch.value(i);
                sort(keyOf(value), batch.hash(i), value, batch.timestamp(i));
                i++;
            } while (i < n && !yield.isUp());
            return i;
        }

        @Override
        public void record(Object value, long timestamp) {
            Object key = keyOf(value);
            int hash;
            try {
                hash = keying.hasher().hash(key);
            } catch (RuntimeException e) {
                throw chain.head().failure(e);
            }
            sort(key, hash, value, timestamp);
        }

        private Object keyOf(Object value) {
            try {
                return keying.selector().getKey(value);
            } catch (Throwable t) {
                throw chain.head().failure(t);
            }
        }

        private void sort(Object key, int hash, Object value, long timestamp) {
            try {
                sorter.add(gate, key, hash, value, timestamp);
            } catch (IOException e) {
                throw InputStages.unkept(chain, e);
            } catch (RuntimeException e) {
                throw chain.head().failure(e);
            }
        }

        @Override
        public void watermark(long timestamp) {}

        @Override
        public void idle(boolean idle) {}

        @Override
        public void endOfInput() {
            onEndOfGate();
        }
    }
}
