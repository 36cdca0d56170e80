package dev.weft.engine.state.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * The current key of an operator. The operator sets it for each record or timer; the backend reads it, since its states
 * access the values of this key. Belongs to the thread of its task.
 */
public final class KeyContext {

    private Object key;
    private int hash;
    private int turn;
    private List<Runnable> onUse = List.of();

    /**
     * Sets the current key.
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

    /** Registers an action for every record and timer, such as incremental cleanup. */
    public void onEveryUse(Runnable action) {
        onUse = new ArrayList<>(onUse);
        onUse.add(action);
    }

    /** Clears the current key. */
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

    /**
     * Changes with every {@link #use} and {@link #leave}, so that a backend can tell whether what it has cached for the
     * key is still valid.
     */
    public int turn() {
        return turn;
    }

    private static IllegalStateException none() {
        return new IllegalStateException("keyed state has no current key here: use it in the processing methods and"
                + " timers, not in open(), initializeState() or snapshotState()");
    }
}
