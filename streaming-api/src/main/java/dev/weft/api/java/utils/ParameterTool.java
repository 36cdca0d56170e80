package dev.weft.api.java.utils;

import dev.weft.configuration.Configuration;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Parameters of which each has one value; of several given, the last counts. */
public class ParameterTool extends AbstractParameterTool {
    private static final long serialVersionUID = 1L;

    protected final HashMap<String, String> data;

    private ParameterTool(Map<String, String> data) {
        this.data = new HashMap<>(data);
        track(data.keySet());
    }

    /**
     * Reads the arguments of a program, {@code --name value} or {@code -name value}; of a name that is given several
     * times the last value counts, and a name may be given without one.
     *
     * @throws IllegalArgumentException if an argument stands where a name is expected
     */
    public static ParameterTool fromArgs(String[] args) {
        Map<String, String> data = new HashMap<>();
        readArguments(args).forEach((name, values) -> values.forEach(value -> data.put(name, value)));
        return new ParameterTool(data);
    }

    /** The given parameters. */
    public static ParameterTool fromMap(Map<String, String> map) {
        return new ParameterTool(map);
    }

    /**
     * Reads a Java properties file on the local disk.
     *
     * @throws java.io.FileNotFoundException if it does not exist
     */
    public static ParameterTool fromPropertiesFile(String path) throws IOException {
        return fromPropertiesFile(new File(path));
    }

    /**
     * Reads a Java properties file on the local disk.
     *
     * @throws java.io.FileNotFoundException if it does not exist
     */
    public static ParameterTool fromPropertiesFile(File file) throws IOException {
        if (!file.exists()) {
            throw new FileNotFoundException("properties file " + file.getAbsolutePath() + " does not exist");
        }
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return fromPropertiesFile(in);
        }
    }

    /** Reads Java properties from a stream, which stays open. */
    public static ParameterTool fromPropertiesFile(InputStream inputStream) throws IOException {
        Properties properties = new Properties();
        properties.load(inputStream);
        return fromProperties(properties);
    }

    /** The system properties of this JVM as they are now. */
    public static ParameterTool fromSystemProperties() {
        return fromProperties(System.getProperties());
    }

    private static ParameterTool fromProperties(Properties properties) {
        Map<String, String> data = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> data.put(name, properties.getProperty(name)));
        return new ParameterTool(data);
    }

    @Override
    public int getNumberOfParameters() {
        return data.size();
    }

    @Override
    public String get(String key) {
        addToDefaults(key, null);
        unrequestedParameters.remove(key);
        return data.get(key);
    }

    @Override
    public boolean has(String value) {
        addToDefaults(value, null);
        unrequestedParameters.remove(value);
        return data.containsKey(value);
    }

    /** All parameters as a configuration. */
    public Configuration getConfiguration() {
        return Configuration.fromMap(data);
    }

    /** All parameters as Java properties. */
    public Properties getProperties() {
        Properties properties = new Properties();
        properties.putAll(data);
        return properties;
    }

    /**
     * Writes the parameters that the program has asked for so far as a Java properties file: their values, or the
     * defaults of those that were not given. An existing file is replaced.
     */
    public void createPropertiesFile(String pathToFile) throws IOException {
        createPropertiesFile(pathToFile, true);
    }

    /**
     * As {@link #createPropertiesFile(String)}.
     *
     * @throws IOException if the file exists and must not be overwritten, or cannot be written
     */
    public void createPropertiesFile(String pathToFile, boolean overwrite) throws IOException {
        File file = new File(pathToFile);
        if (file.exists() && !overwrite) {
            throw new IOException("file " + file.getAbsolutePath() + " exists and must not be overwritten");
        }
        Properties properties = new Properties();
        properties.putAll(defaultData);
        data.keySet().stream()
                .filter(defaultData::containsKey)
                .forEach(name -> properties.setProperty(name, data.get(name)));
        try (OutputStream out = Files.newOutputStream(file.toPath())) {
            properties.store(out, "Parameters that the program asked for");
        }
    }

    /** Both; where a name is in both, the other's value counts. */
    public ParameterTool mergeWith(ParameterTool other) {
        Map<String, String> merged = new HashMap<>(data);
        merged.putAll(other.data);
        ParameterTool result = new ParameterTool(merged);
        result.unrequestedParameters.removeIf(name -> isRequested(data, unrequestedParameters, name)
                || isRequested(other.data, other.unrequestedParameters, name));
        return result;
    }

    private static boolean isRequested(Map<String, String> data, Set<String> unrequested, String name) {
        return data.containsKey(name) && !unrequested.contains(name);
    }

    @Override
    public Map<String, String> toMap() {
        return new HashMap<>(data);
    }

    @Override
    protected Object clone() throws CloneNotSupportedException {
        return new ParameterTool(data);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        track(data.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterTool that && that.data.equals(data);
    }

    @Override
    public int hashCode() {
        return data.hashCode();
    }
}
