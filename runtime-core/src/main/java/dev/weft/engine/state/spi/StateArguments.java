package dev.weft.engine.state.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Validates arguments and results of user calls before anything is changed, with the same messages in every backend.
 */
public final class StateArguments {

    private StateArguments() {}

    /** Checks an element for a list state. */
    public static <T> T element(T value) {
        return Objects.requireNonNull(value, "a list state holds no null");
    }

    /** Checks the elements for a list state; returns a copy that the caller cannot modify. */
    public static <T> List<T> elements(List<T> values) {
        Objects.requireNonNull(values, "the list of values is null; clear() removes what a list state holds");
        for (T value : values) {
            element(value);
        }
        return List.copyOf(values);
    }

    /** Checks a value to be reduced or aggregated. */
    public static <T> T aggregated(T value) {
        return Objects.requireNonNull(value, "a reducing or aggregating state takes no null");
    }

    /** Checks the result of a user function. */
    public static <T> T result(T value, String state) {
        return Objects.requireNonNull(
                value, () -> "the function of state '" + state + "' returned null instead of what is to be kept");
    }

    /** Checks a key for a map state. */
    public static <K> K mapKey(K key) {
        return Objects.requireNonNull(key, "a map state holds no null as a key; as a value it does");
    }

    /** Checks the entries for a map state. */
    public static <K, V> Map<K, V> entries(Map<K, V> entries) {
        Objects.requireNonNull(entries, "the map of entries to put is null");
        for (K key : entries.keySet()) {
            mapKey(key);
        }
        return entries;
    }
}
