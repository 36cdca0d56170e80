package dev.weft.api.common.state;

import java.util.Iterator;
import java.util.Map;

/**
 * A map for each key. The entries are kept one by one, so that a map may be larger than what is read and written of it. Keys
 * of the map are not null; values may be null. The order of the entries is not defined.
 *
 * <p>Keys are found by content: by {@code equals} and {@code hashCode}, which must agree with what is serialized. Arrays, objects
 * of classes without {@code equals}, and what contains them (a tuple with an array) are found by what is serialized alone, and are
 * given back as new objects; they are serialized with every access.
 *
 * @param <UK> the keys of the map
 * @param <UV> the values of the map
 */
public interface MapState<UK, UV> extends State {
    /**
     * The value of a key of the map; null if there is none, or if the value is null, which {@link #contains} tells apart.
     *
     * @param key null finds nothing
     * @throws Exception if it cannot be read
     */
    UV get(UK key) throws Exception;

    /**
     * Sets the value of a key of the map.
     *
     * @param key not null
     * @param value may be null, which is not the same as no value
     * @throws NullPointerException if the key is null
     * @throws Exception if it cannot be written
     */
    void put(UK key, UV value) throws Exception;

    /**
     * Sets the values of several keys of the map.
     *
     * @param map none of its keys is null
     * @throws NullPointerException if the map or one of its keys is null; nothing is changed then
     * @throws Exception if they cannot be written
     */
    void putAll(Map<UK, UV> map) throws Exception;

    /**
     * Removes a key of the map with its value; does nothing if it is not there.
     *
     * @throws Exception if it cannot be written
     */
    void remove(UK key) throws Exception;

    /**
     * Whether the map has the key, also with a null value.
     *
     * @param key null is in no map
     * @throws Exception if it cannot be read
     */
    boolean contains(UK key) throws Exception;

    /**
     * The entries of the map of the current key; none, not null, when there are none.
     *
     * <p>The walk shows the map as it was when its first entry was taken, whatever the program changes meanwhile. {@code
     * remove()} of the iterator removes from the state, and {@code setValue} of an entry
     * writes into it. Walk within one call of the function.
     *
     * @throws Exception if they cannot be read
     */
    Iterable<Map.Entry<UK, UV>> entries() throws Exception;

    /**
     * The keys of the map of the current key.
     *
     * <p>The walk shows the map as it was when its first entry was taken, whatever the program changes meanwhile. {@code
     * remove()} of the iterator removes from the state. Walk within one call of the function.
     *
     * @throws Exception if they cannot be read
     */
    Iterable<UK> keys() throws Exception;

    /**
     * The values of the map of the current key, some perhaps null.
     *
     * <p>The walk shows the map as it was when its first entry was taken, whatever the program changes meanwhile. {@code
     * remove()} of the iterator removes from the state. Walk within one call of the function.
     *
     * @throws Exception if they cannot be read
     */
    Iterable<UV> values() throws Exception;

    /**
     * One walk over {@link #entries()}.
     *
     * @throws Exception if they cannot be read
     */
    Iterator<Map.Entry<UK, UV>> iterator() throws Exception;

    /**
     * Whether the map of the current key has no entries. Cheaper than to ask an iterator.
     *
     * @throws Exception if it cannot be read
     */
    boolean isEmpty() throws Exception;
}
