package dev.weft.core.fs;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.IllegalConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private static final List<String> BROKEN = new ArrayList<>();
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
                known = create(scheme, full);
                CACHE.put(key, known);
            }
            return known;
        }
    }

    private static FileSystem create(String scheme, URI uri) throws IOException {
        if (factories == null) {
            factories = load();
        }
        FileSystemFactory own = factories.get(scheme);
        FileSystemFactory factory = own == null ? factories.get(FileSystemFactory.ANY_SCHEME) : own;
        if (factory == null) {
            throw unknown(scheme, uri, factories.keySet(), "for Hadoop's file systems put Hadoop on the class path");
        }
        try {
            return factory.create(uri);
        } catch (UnsupportedFileSystemSchemeException ofAny) {
            throw unknown(scheme, uri, factories.keySet(), ofAny.getMessage());
        }
    }

    /** Which scheme, which are known, and what to do. */
    private static UnsupportedFileSystemSchemeException unknown(
            String scheme, URI uri, Collection<String> known, String remedy) {
        Set<String> schemes = new TreeSet<>(known);
        schemes.add("file");
        schemes.remove(FileSystemFactory.ANY_SCHEME);
        return new UnsupportedFileSystemSchemeException(
                "there is no file system for the scheme '" + scheme + "' of " + uri
                        + ": this process knows " + String.join(", ", schemes) + "; correct the address, or " + remedy
                        + (BROKEN.isEmpty() ? "" : "; not usable are " + String.join(", ", BROKEN)));
    }

    /** A factory that can't be made is left out, and told when a scheme is missing: other paths are not its matter. */
    private static Map<String, FileSystemFactory> load() {
        BROKEN.clear();
        Map<String, FileSystemFactory> found = new TreeMap<>();
        Iterator<FileSystemFactory> made = ServiceLoader.load(
                        FileSystemFactory.class, FileSystems.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                if (!made.hasNext()) {
                    return found;
                }
                FileSystemFactory factory = made.next();
                found.putIfAbsent(factory.getScheme().toLowerCase(Locale.ROOT), factory);
            } catch (ServiceConfigurationError | LinkageError broken) {
                BROKEN.add(String.valueOf(broken.getMessage()));
            }
        }
    }
}
