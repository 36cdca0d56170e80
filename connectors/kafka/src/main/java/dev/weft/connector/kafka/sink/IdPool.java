package dev.weft.connector.kafka.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The numbers of one owner's transactional ids, and which of them may be used: a bounded pool, since the brokers remember
 * each id for days. A ledger that belongs to the writer; it does nothing by itself.
 *
 * <p>A number goes round: free, open while its transaction is written, prepared when that is handed to the committer,
 * retiring when it is committed. It is free again only when a transaction that was prepared later is committed too: then the
 * checkpoint of that one is complete, and no restart comes back to a checkpoint in which the first still waits to be
 * committed. So a transaction that is to be committed after a restart and whose id was taken over meanwhile was lost, not
 * committed: the two cannot be confused.
 */
final class IdPool {

    private enum Stage {
        FREE,
        OPEN,
        PREPARED,
        RETIRING
    }

    /** @param turn for PREPARED its place among all that were prepared; for RETIRING how many had been prepared then */
    private record Entry(Stage stage, long turn) {}

    private static final Entry FREE = new Entry(Stage.FREE, 0);
    private static final Entry OPEN = new Entry(Stage.OPEN, 0);

    private final NavigableMap<Integer, Entry> entries = new TreeMap<>();
    private long turns;

    /** @param prepared numbers that a checkpoint holds as prepared */
    IdPool(Collection<Integer> prepared) {
        prepared.forEach(number -> entries.put(number, new Entry(Stage.PREPARED, 0)));
    }

    /** The lowest free number, which is open from now on. */
    int open() {
        int number = 0;
        while (entries.getOrDefault(number, FREE).stage() != Stage.FREE) {
            number++;
        }
        entries.put(number, OPEN);
        return number;
    }

    /** The transaction of an open number was handed to the committer. */
    void prepare(int number) {
        if (entries.get(number) != OPEN) {
            throw new IllegalStateException("transaction " + number + " is not open but " + entries.get(number));
        }
        entries.put(number, new Entry(Stage.PREPARED, ++turns));
    }

    /** The committer has committed a number's transaction. One that is not prepared is none of ours. */
    void commit(int number) {
        Entry entry = entries.get(number);
        if (entry == null || entry.stage() != Stage.PREPARED) {
            return;
        }
        entries.replaceAll((other, seen) -> seen.stage() == Stage.RETIRING && seen.turn() < entry.turn() ? FREE : seen);
        entries.put(number, new Entry(Stage.RETIRING, turns));
    }

    /** How many numbers were used so far; they are those from 0 on. */
    int size() {
        return entries.isEmpty() ? 0 : entries.lastKey() + 1;
    }

    /** The numbers whose transactions are prepared and not committed. */
    List<Integer> prepared() {
        List<Integer> prepared = new ArrayList<>();
        entries.forEach((number, entry) -> {
            if (entry.stage() == Stage.PREPARED) {
                prepared.add(number);
            }
        });
        return prepared;
    }
}
