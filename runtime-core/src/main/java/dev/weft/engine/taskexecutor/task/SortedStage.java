package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.sort.RecordSorter;
import java.io.IOException;
import java.util.List;

/**
 * Gives a keyed operator of a batch its records key by key. All keyed inputs go into one {@link RecordSorter}; an input that is
 * not keyed, a broadcast one, passes at once. When all inputs have ended, the head gets one key after the other, of each the
 * records in order of timestamps, and is told of the end of each key; at the very end come the last watermark and the end of
 * the keyed inputs.
 */
final class SortedStage implements InputStage {

    private static final int FIRST_BATCH = 16;
    private static final int LARGEST_BATCH = 256;
    /** Of records and ends of keys, between two looks at the mails. */
    private static final int STEPS = 256;

    private final Chain chain;
    private final List<Keying> keyings;
    private final RecordSorter sorter;
    private final Receiver[] head;
    private Batch records = new Batch(FIRST_BATCH, true);
    private int openGates;
    private boolean sorted;
    private boolean more;
    private boolean inKey;
    private boolean done;

    /**
     * Owns the sorter. Gates from the number of keyings on are not keyed.
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
                : new WatchedInput(head[gate], this::onEndOfGate);
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
    public void handOn() {
        for (int steps = 0; steps < STEPS && !done; steps += 1 + records.size()) {
            handOnSome();
        }
    }

    private void handOnSome() {
        if (inKey && (!more || sorter.isNewKey())) {
            inKey = false;
            chain.endOfKey();
        }
        if (more) {
            inKey = true;
            int gate = fill();
            head[gate].batch(records);
        } else {
            done = true;
            close();
            for (int gate = 0; gate < keyings.size(); gate++) {
                head[gate].watermark(Long.MAX_VALUE);
            }
            for (int gate = 0; gate < keyings.size(); gate++) {
                head[gate].endOfInput();
            }
        }
    }

    /** Puts the next records of one key and one gate into the batch; gives the gate. */
    private int fill() {
        if (records.isFull() && records.size() < LARGEST_BATCH) {
            records = new Batch(4 * records.size(), true);
        }
        records.clear();
        try {
            int gate = sorter.gate();
            do {
                records.add(sorter.value(), sorter.timestamp(), sorter.hash());
                more = sorter.next();
            } while (more && !sorter.isNewKey() && sorter.gate() == gate && !records.isFull());
            return gate;
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

    /** Puts what one keyed input brings into the sorter. There is no time before everything has come. */
    private final class Sorting implements Receiver {
        private final int gate;
        private final Keying keying;

        Sorting(int gate, Keying keying) {
            this.gate = gate;
            this.keying = keying;
        }

        @Override
        public void batch(Batch batch) {
            if (!batch.isKeyed()) {
                Receiver.super.batch(batch);
                return;
            }
            int n = batch.size();
            for (int i = 0; i < n; i++) {
                Object value = batch.value(i);
                sort(keyOf(value), batch.hash(i), value, batch.timestamp(i));
            }
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
