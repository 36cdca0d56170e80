package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.state.KeyedStates;

/**
 * State of partial aggregates of an operator instance, by key and by the end of the slice or window that they belong
 * to. Methods without a key parameter access the current key of the operator's {@link KeyedStates}. A returned partial
 * aggregate is owned by the state: it must not be modified or kept, unless it was taken.
 */
interface PartialStore {

    /** Adds an element. */
    void add(long end, Object element) throws Exception;

    /** Adds an element to several: to those that end at {@code first}, {@code first + step}, up to {@code last}. */
    void addToEach(long first, long last, long step, Object element) throws Exception;

    /** What the current key has there; null for nothing. */
    Object get(long end) throws Exception;

    /** Visits every key that has something there; the key is current meanwhile and none is afterwards. */
    void visit(long end, PartialAction action) throws Exception;

    /** As {@link #visit}, and removes what is visited, so that the action may keep and change it. */
    void take(long end, PartialAction action) throws Exception;

    /** Removes what all keys have there. */
    void drop(long end) throws Exception;

    /** The backend has forgotten the current key. */
    void onKeyForgotten();

    /** What to do with what a key has. */
    @FunctionalInterface
    interface PartialAction {
        void accept(Object key, Object partial) throws Exception;
    }
}
