package dev.weft.engine.usercode;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Class loader of a job's jars, child-first by default, so that the libraries of the engine and of Hadoop do not
 * replace those in the user's jars.
 *
 * <p>Safe from any thread, parallel capable. {@link #close} gives every file handle back, also those behind resource
 * URLs that user code has opened by itself: such URLs bypass the JVM-wide cache of open jar files.
 */
public final class UserClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ResolvePolicy policy;
    private final ClassLoader process;
    private volatile boolean closed;

    private UserClassLoader(String name, URL[] urls, ResolvePolicy policy, ClassLoader process) {
        super(name, urls, process);
        this.policy = policy;
        this.process = process;
    }

    /**
     * Opens a loader over the given class path.
     *
     * @param name whose classes these are, for thread dumps and messages, e.g. the job's name
     * @param entries jars or directories, as paths (relative ones to the working directory) or as URLs
     * @param policy who is asked first
     * @param process the loader of the engine's own classes
     */
    public static UserClassLoader open(String name, List<String> entries, ResolvePolicy policy, ClassLoader process) {
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(name, entries.get(i));
        }
        return new UserClassLoader(name, urls, policy, process);
    }

    private static URL url(String name, String entry) {
        try {
            // A scheme of one letter is a drive, not a protocol.
            if (entry.indexOf(':') > 1) {
                URI uri = new URI(entry);
                if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
                    return uri.toURL();
                }
                if (uri.getScheme() != null) {
                    return existing(name, entry, Path.of(uri));
                }
            }
            return existing(name, entry, Path.of(entry));
        } catch (MalformedURLException | java.net.URISyntaxException | IllegalArgumentException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "class path entry '" + entry + "' of " + name + " is neither a path nor a URL: " + e.getMessage(),
                    e);
        }
    }

    private static URL existing(String name, String entry, Path path) throws MalformedURLException {
        if (!Files.exists(path)) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "class path entry '" + entry + "' of " + name + " does not exist (looked for "
                            + path.toAbsolutePath() + ")");
        }
        return path.toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(className)) {
            Class<?> found = findLoadedClass(className);
            if (found == null) {
                found = policy.asksParentFirst(className) ? parentThenOwn(className) : ownThenParent(className);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    private Class<?> parentThenOwn(String className) throws ClassNotFoundException {
        try {
            return process.loadClass(className);
        } catch (ClassNotFoundException notInProcess) {
            return own(className);
        }
    }

    private Class<?> ownThenParent(String className) throws ClassNotFoundException {
        try {
            return findClass(className);
        } catch (ClassNotFoundException notOwn) {
            try {
                return process.loadClass(className);
            } catch (ClassNotFoundException nowhere) {
                throw missing(className, nowhere);
            }
        }
    }

    private Class<?> own(String className) throws ClassNotFoundException {
        try {
            return findClass(className);
        } catch (ClassNotFoundException nowhere) {
            throw missing(className, nowhere);
        }
    }

    private ClassNotFoundException missing(String className, ClassNotFoundException nowhere) {
        return closed
                ? new ClassNotFoundException(
                        className + " (" + getName() + " has ended and its class loader is closed; a thread that the"
                                + " program started still runs)",
                        nowhere)
                : nowhere;
    }

    @Override
    public URL getResource(String name) {
        if (policy.order() == ResolveOrder.PARENT_FIRST) {
            URL inProcess = process.getResource(name);
            return inProcess != null ? inProcess : findResource(name);
        }
        URL own = findResource(name);
        return own != null ? own : process.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> own = Collections.list(findResources(name));
        List<URL> inProcess = Collections.list(process.getResources(name));
        boolean parentFirst = policy.order() == ResolveOrder.PARENT_FIRST;
        List<URL> all = new ArrayList<>(parentFirst ? inProcess : own);
        all.addAll(parentFirst ? own : inProcess);
        return Collections.enumeration(all);
    }

    @Override
    public URL findResource(String name) {
        URL own = super.findResource(name);
        return own == null ? null : uncached(own);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> own = new ArrayList<>();
        for (URL url : Collections.list(super.findResources(name))) {
            own.add(uncached(url));
        }
        return Collections.enumeration(own);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    private static URL uncached(URL url) {
        if (!url.getProtocol().equals("jar")) {
            return url;
        }
        try {
            return new URL(null, url.toExternalForm(), new UncachedJarHandler());
        } catch (MalformedURLException e) {
            throw new IllegalStateException("the JDK gave " + url + " and does not read it back", e);
        }
    }

    /** Opens jar entries without the JVM-wide cache, which would hold the jar open until the process ends. */
    private static final class UncachedJarHandler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = new URL(url.toExternalForm()).openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    }
}
