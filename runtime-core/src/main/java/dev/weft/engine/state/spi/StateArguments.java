package dev.weft.engine.state.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Refuses what no state holds, with the same words for every kind of backend and before anything is changed. */
public final class StateArguments {

    private StateArguments() {}

    /** One element for a list state. */
    public static <T> T element(T value) {
        return Objects.requireNonNull(value, "a list state holds no null");
    }

    /** Elements for a list state; gives a copy that the caller of the state cannot change. */
    public static <T> List<T> elements(List<T> values) {
        Objects.requireNonNull(values, "the list of values is null; clear() removes what a list state holds");
        for (T value : values) {
            element(value);
        }
        return List.copyOf(values);
    }

    /** A value to be reduced or aggregated into what there is. */
    public static <T> T aggregated(T value) {
        return Objects.requireNonNull(value, "a reducing or aggregating state takes no null");
    }

    /** What a function of the user's has made of a value, to be kept. */
    public static <T> T result(T value, String state) {
        return Objects.requireNonNull(
                value, () -> "the function of state '" + state + "' returned null instead of what is to be kept");
    }

    /** A key to be put into a map state. */
    public static <K> K mapKey(K key) {
        return Objects.requireNonNull(key, "a map state holds no null as a key; as a value it does");
    }

    /** Entries to be put into a map state. */
    public static <K, V> Map<K, V> entries(Map<K, V> entries) {
        Objects.requireNonNull(entries, "the map of entries to put is null");
        for (K key : entries.keySet()) {
            mapKey(key);
        }
        return entries;
    }
}
