package dev.weft.state.rocksdb;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native library. Loaded once per process, when the first state needs it, from a copy in a private directory:
 * a shared temporary directory may be mounted without execute permission, and would be open to others. A library
 * installed on the host is never used, because its version is unknown. Thread-safe.
 */
final class NativeLibrary {

    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized boolean isLoaded() {
        return loaded;
    }

    /**
     * Loads the library, unless it is loaded, from the first of the directories that allows it; leaves no file in any
     * of them. After a failure it can be tried again with other directories.
     */
    static synchronized void load(List<Path> directories) {
        if (loaded) {
            return;
        }
        List<Throwable> failures = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (Path directory : directories) {
            try {
                load(directory);
                loaded = true;
                return;
            } catch (IOException | UnsatisfiedLinkError e) {
                words.append(failures.isEmpty() ? " from " : ", nor from ")
                        .append(directory)
                        .append(" (")
                        .append(reason(e, directory))
                        .append(')');
                failures.add(e);
            }
        }
        boolean full = failures.stream().allMatch(IOException.class::isInstance);
        throw new WeftException(
                full ? ErrorCode.INSUFFICIENT_RESOURCES : ErrorCode.INVALID_CONFIGURATION,
                "RocksDB's native library cannot be loaded" + words + "; name a directory in "
                        + RocksDbOptions.LOCAL_DIRECTORIES.key()
                        + " whose file system has 16 MB of room and is not mounted"
                        + " noexec, on a machine with glibc 2.17 or later",
                failures.get(0));
    }

    /** The system's error message without the name of the file, which is deleted. */
    private static String reason(Throwable failure, Path directory) {
        String words = String.valueOf(failure.getMessage());
        int last = words.lastIndexOf(directory.toString());
        int end = last < 0 ? -1 : words.indexOf(": ", last);
        return end < 0 ? words : words.substring(end + 2);
    }

    /** Tries both names that RocksDB has for the file. */
    private static void load(Path directory) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        Path copy = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        try {
            extract(name, copy);
            RocksDB.loadLibrary(List.of(directory.toString()));
        } finally {
            delete(copy);
        }
    }

    private static void extract(String name, Path copy) throws IOException {
        try (InputStream in = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "there is no native library of RocksDB for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch") + " (" + name
                                + "); put the full rocksdbjni jar on the class path or choose state.backend.type: hashmap");
            }
            Files.copy(in, copy);
        }
    }

    /** Deletes the copy; the process keeps its mapping. */
    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }
}
