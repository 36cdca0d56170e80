package dev.weft.core.fs;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.IllegalConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The file systems of this process by scheme and authority. The one place of the API with state of the process: the
 * static methods that programs call leave no other. Safe to be used from several threads.
 */
final class FileSystems {
    static final ConfigOption<String> DEFAULT_SCHEME = ConfigOptions.key("fs.default-scheme")
            .stringType()
            .noDefaultValue()
            .withDescription("Where paths without a scheme are, such as 'hdfs://host:port/'.");

    private static final Object LOCK = new Object();
    private static final Map<String, FileSystem> CACHE = new HashMap<>();
    private static Map<String, FileSystemFactory> factories;
    private static URI defaultUri = LocalFileSystem.URI_OF_ALL;

    private FileSystems() {}

    static void initialize(Configuration configuration) {
        Optional<String> scheme = configuration.getOptional(DEFAULT_SCHEME);
        synchronized (LOCK) {
            CACHE.clear();
            factories = load();
            factories.values().forEach(factory -> factory.configure(configuration));
            defaultUri = scheme.map(FileSystems::toUri).orElse(LocalFileSystem.URI_OF_ALL);
        }
    }

    private static URI toUri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null) {
                throw new IllegalConfigurationException("'" + text + "' is no value for '" + DEFAULT_SCHEME.key()
                        + "': expected an address with a scheme, such as 'hdfs://host:port/'");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalConfigurationException(
                    "'" + text + "' is no value for '" + DEFAULT_SCHEME.key() + "': " + e.getReason(), e);
        }
    }

    static URI defaultUri() {
        synchronized (LOCK) {
            return defaultUri;
        }
    }

    static FileSystem get(URI uri) throws IOException {
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return LocalFileSystem.INSTANCE;
        }
        synchronized (LOCK) {
            URI full = uri.getScheme() == null ? defaultUri : uri;
            String scheme = full.getScheme().toLowerCase(Locale.ROOT);
            if (scheme.equals("file")) {
                return LocalFileSystem.INSTANCE;
            }
            String authority = full.getAuthority();
            String key = scheme + "://" + (authority == null ? "" : authority);
            FileSystem known = CACHE.get(key);
            if (known == null) {
                known = factory(scheme, full).create(full);
                CACHE.put(key, known);
            }
            return known;
        }
    }

    private static FileSystemFactory factory(String scheme, URI uri) throws UnsupportedFileSystemSchemeException {
        if (factories == null) {
            factories = load();
        }
        FileSystemFactory own = factories.get(scheme);
        FileSystemFactory factory = own == null ? factories.get(FileSystemFactory.ANY_SCHEME) : own;
        if (factory == null) {
            throw new UnsupportedFileSystemSchemeException("there is no file system for '" + scheme + "' of " + uri
                    + ": this process knows file"
                    + (factories.isEmpty() ? "" : ", " + String.join(", ", factories.keySet()))
                    + "; Hadoop's need HADOOP_CLASSPATH on the class path");
        }
        return factory;
    }

    private static Map<String, FileSystemFactory> load() {
        Map<String, FileSystemFactory> found = new TreeMap<>();
        for (FileSystemFactory factory :
                ServiceLoader.load(FileSystemFactory.class, FileSystems.class.getClassLoader())) {
            found.putIfAbsent(factory.getScheme().toLowerCase(Locale.ROOT), factory);
        }
        return found;
    }
}
