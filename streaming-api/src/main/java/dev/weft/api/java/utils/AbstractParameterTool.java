package dev.weft.api.java.utils;

import dev.weft.api.common.ExecutionConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parameters by name, with typed access. Can be made the job's global parameters, so that every function reads them.
 * Knows which parameters nobody asked for. Safe to be read from several threads.
 */
public abstract class AbstractParameterTool extends ExecutionConfig.GlobalJobParameters
        implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;

    /** The value of a parameter that was given without one. */
    protected static final String NO_VALUE_KEY = "__NO_VALUE_KEY";

    /** How the default of a parameter without one is shown. */
    protected static final String DEFAULT_UNDEFINED = "<undefined>";

    protected transient Map<String, String> defaultData;
    protected transient Set<String> unrequestedParameters;

    /** To be called when the parameters are known: at the start, and after they travelled. */
    final void track(Set<String> names) {
        defaultData = new ConcurrentHashMap<>();
        unrequestedParameters = ConcurrentHashMap.newKeySet();
        unrequestedParameters.addAll(names);
    }

    /** The parameters that were given and never asked for. */
    public Set<String> getUnrequestedParameters() {
        return Collections.unmodifiableSet(unrequestedParameters);
    }

    /** How many parameters were given. */
    protected abstract int getNumberOfParameters();

    /** The value, or null when the parameter is not there. */
    protected abstract String get(String key);

    /** Whether the parameter was given, with or without a value. */
    public abstract boolean has(String value);

    @Override
    public abstract Map<String, String> toMap();

    /**
     * Remembers that the parameter was asked for, with which default.
     *
     * @param value null if there is no default
     */
    protected void addToDefaults(String key, String value) {
        if (value == null) {
            defaultData.putIfAbsent(key, DEFAULT_UNDEFINED);
        } else {
            defaultData.put(key, value);
        }
    }

    /**
     * The value of a parameter that must be given.
     *
     * @throws RuntimeException if it is not; the message names it
     */
    public String getRequired(String key) {
        addToDefaults(key, null);
        String value = get(key);
        if (value == null) {
            throw new RuntimeException("parameter --" + key + " is missing: it is required");
        }
        return value;
    }

    /** The value, or the default if the parameter was not given. */
    public String get(String key, String defaultValue) {
        addToDefaults(key, defaultValue);
        String value = get(key);
        return value == null ? defaultValue : value;
    }

    private <T> T required(String key, String kind, java.util.function.Function<String, T> reader) {
        return read(key, getRequired(key), kind, reader);
    }

    private <T> T optional(String key, T defaultValue, String kind, java.util.function.Function<String, T> reader) {
        addToDefaults(key, String.valueOf(defaultValue));
        String value = get(key);
        return value == null ? defaultValue : read(key, value, kind, reader);
    }

    private static <T> T read(String key, String value, String kind, java.util.function.Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (NumberFormatException e) {
            String shown = value.equals(NO_VALUE_KEY) ? "has no value" : "is '" + value + "'";
            throw new NumberFormatException("parameter --" + key + " " + shown + ", it must be " + kind);
        }
    }

    /**
     * The value as a number.
     *
     * @throws RuntimeException if the parameter was not given
     * @throws NumberFormatException if it is no such number
     */
    public int getInt(String key) {
        return required(key, "a whole number", Integer::valueOf);
    }

    /**
     * The value as a number, or the default if the parameter was not given.
     *
     * @throws NumberFormatException if it is no such number
     */
    public int getInt(String key, int defaultValue) {
        return optional(key, defaultValue, "a whole number", Integer::valueOf);
    }

    /** As {@link #getInt(String)}, for a long. */
    public long getLong(String key) {
        return required(key, "a whole number", Long::valueOf);
    }

    /** As {@link #getInt(String, int)}, for a long. */
    public long getLong(String key, long defaultValue) {
        return optional(key, defaultValue, "a whole number", Long::valueOf);
    }

    /** As {@link #getInt(String)}, for a float. */
    public float getFloat(String key) {
        return required(key, "a number", Float::valueOf);
    }

    /** As {@link #getInt(String, int)}, for a float. */
    public float getFloat(String key, float defaultValue) {
        return optional(key, defaultValue, "a number", Float::valueOf);
    }

    /** As {@link #getInt(String)}, for a double. */
    public double getDouble(String key) {
        return required(key, "a number", Double::valueOf);
    }

    /** As {@link #getInt(String, int)}, for a double. */
    public double getDouble(String key, double defaultValue) {
        return optional(key, defaultValue, "a number", Double::valueOf);
    }

    /** True for "true" in any case, false for everything else. */
    public boolean getBoolean(String key) {
        return required(key, "true or false", Boolean::valueOf);
    }

    /** True for "true" in any case, false for everything else. */
    public boolean getBoolean(String key, boolean defaultValue) {
        return optional(key, defaultValue, "true or false", Boolean::valueOf);
    }

    /** As {@link #getInt(String)}, for a short. */
    public short getShort(String key) {
        return required(key, "a whole number from -32768 to 32767", Short::valueOf);
    }

    /** As {@link #getInt(String, int)}, for a short. */
    public short getShort(String key, short defaultValue) {
        return optional(key, defaultValue, "a whole number from -32768 to 32767", Short::valueOf);
    }

    /** As {@link #getInt(String)}, for a byte. */
    public byte getByte(String key) {
        return required(key, "a whole number from -128 to 127", Byte::valueOf);
    }

    /** As {@link #getInt(String, int)}, for a byte. */
    public byte getByte(String key, byte defaultValue) {
        return optional(key, defaultValue, "a whole number from -128 to 127", Byte::valueOf);
    }

    /**
     * Reads {@code --name value}, {@code -name value} and {@code --name} without a value. What starts with a dash is a
     * name, unless it is a number.
     */
    static Map<String, Collection<String>> readArguments(String[] args) {
        Map<String, Collection<String>> found = new LinkedHashMap<>();
        int i = 0;
        while (i < args.length) {
            String name = name(args, i);
            boolean valueFollows = i + 1 < args.length && !isName(args[i + 1]);
            found.computeIfAbsent(name, unused -> new ArrayList<>()).add(valueFollows ? args[i + 1] : NO_VALUE_KEY);
            i += valueFollows ? 2 : 1;
        }
        return found;
    }

    private static String name(String[] args, int i) {
        String arg = args[i];
        String name = arg.startsWith("--") ? arg.substring(2) : arg.startsWith("-") ? arg.substring(1) : null;
        if (name == null) {
            throw new IllegalArgumentException("'" + arg + "' of " + Arrays.toString(args)
                    + " is no parameter: a parameter is written --name value or -name value");
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'" + arg + "' of " + Arrays.toString(args) + " has no name");
        }
        return name;
    }

    private static boolean isName(String arg) {
        if (!arg.startsWith("-")) {
            return false;
        }
        try {
            Double.parseDouble(arg);
            return false;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    @Override
    protected abstract Object clone() throws CloneNotSupportedException;
}
