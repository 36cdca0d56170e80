package dev.weft.api.java.utils;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Parameters that may be given several times, such as {@code --input a --input b}. */
public class MultipleParameterTool extends AbstractParameterTool {
    private static final long serialVersionUID = 1L;

    protected final HashMap<String, Collection<String>> data;

    private MultipleParameterTool(Map<String, Collection<String>> data) {
        this.data = new HashMap<>();
        data.forEach((name, values) -> this.data.put(name, new ArrayList<>(values)));
        track(data.keySet());
    }

    /**
     * Reads the arguments of a program, {@code --name value} or {@code -name value}; a name may be given several times,
     * and without a value.
     *
     * @throws IllegalArgumentException if an argument stands where a name is expected
     */
    public static MultipleParameterTool fromArgs(String[] args) {
        return new MultipleParameterTool(readArguments(args));
    }

    /** The given parameters; each name has its values in order. */
    public static MultipleParameterTool fromMultiMap(Map<String, Collection<String>> multiMap) {
        return new MultipleParameterTool(multiMap);
    }

    @Override
    public int getNumberOfParameters() {
        return data.size();
    }

    /** The value, or null when the parameter is not there; fails when there are several. */
    @Override
    public String get(String key) {
        addToDefaults(key, null);
        unrequestedParameters.remove(key);
        Collection<String> values = data.get(key);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw new RuntimeException(
                    "parameter --" + key + " is given " + values.size() + " times " + values + ": it takes one value");
        }
        return values.iterator().next();
    }

    @Override
    public boolean has(String value) {
        addToDefaults(value, null);
        unrequestedParameters.remove(value);
        return data.containsKey(value);
    }

    /** All values in their order, or null when the parameter is not there. */
    public Collection<String> getMultiParameter(String key) {
        addToDefaults(key, null);
        unrequestedParameters.remove(key);
        Collection<String> values = data.get(key);
        return values == null ? null : Collections.unmodifiableCollection(values);
    }

    /** All values in their order; fails when the parameter is not there. */
    public Collection<String> getMultiParameterRequired(String key) {
        Collection<String> values = getMultiParameter(key);
        if (values == null) {
            throw new RuntimeException("parameter --" + key + " is missing: it is required");
        }
        return values;
    }

    /** Both; values of a name that is in both come one after another. */
    public MultipleParameterTool mergeWith(MultipleParameterTool other) {
        MultipleParameterTool merged = new MultipleParameterTool(data);
        other.data.forEach((name, values) ->
                merged.data.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
        merged.track(merged.data.keySet());
        merged.unrequestedParameters.removeIf(name -> data.containsKey(name) && !unrequestedParameters.contains(name)
                || other.data.containsKey(name) && !other.unrequestedParameters.contains(name));
        return merged;
    }

    /** All parameters with all their values. */
    public Map<String, Collection<String>> toMultiMap() {
        return new HashMap<>(data);
    }

    /** Several values are joined by commas. */
    @Override
    public Map<String, String> toMap() {
        Map<String, String> map = new HashMap<>();
        data.forEach((name, values) -> map.put(name, String.join(",", values)));
        return map;
    }

    @Override
    protected Object clone() throws CloneNotSupportedException {
        return new MultipleParameterTool(data);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        track(data.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultipleParameterTool that && that.data.equals(data);
    }

    @Override
    public int hashCode() {
        return data.hashCode();
    }
}
