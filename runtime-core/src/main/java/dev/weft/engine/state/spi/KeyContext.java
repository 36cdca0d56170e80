package dev.weft.engine.state.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * The key that an operator works on right now. The operator sets it once a record or timer; the backend, whose states read
 * and write for this key, only looks at it. Belongs to the thread of its task.
 */
public final class KeyContext {

    private Object key;
    private int hash;
    private int turn;
    private List<Runnable> onUse = List.of();

    /**
     * From now on state and timers belong to this key.
     *
     * @param newKey not null
     * @param newHash the key's spread hash, as it came with the record or from the key type's hasher
     */
    public void use(Object newKey, int newHash) {
        key = newKey;
        hash = newHash;
        turn++;
        if (!onUse.isEmpty()) {
            onUse.forEach(Runnable::run);
        }
    }

    /** Has something done for every record and timer: a little cleaning up. */
    public void onEveryUse(Runnable action) {
        onUse = new ArrayList<>(onUse);
        onUse.add(action);
    }

    /** There is no current key from now on. */
    public void leave() {
        key = null;
        turn++;
    }

    public boolean isSet() {
        return key != null;
    }

    /**
     * The current key.
     *
     * @throws IllegalStateException when there is none
     */
    public Object key() {
        Object current = key;
        if (current == null) {
            throw none();
        }
        return current;
    }

    /** The current key's spread hash; meaningless when there is no key. */
    public int hash() {
        return hash;
    }

    /** Changes with every {@link #use} and {@link #leave}: tells a backend whether what it derived from the key holds. */
    public int turn() {
        return turn;
    }

    private static IllegalStateException none() {
        return new IllegalStateException("keyed state has no current key here: use it in the processing methods and"
                + " timers, not in open(), initializeState() or snapshotState()");
    }
}
