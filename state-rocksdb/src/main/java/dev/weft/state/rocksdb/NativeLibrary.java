package dev.weft.state.rocksdb;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native half. Loaded once a process, when the first state needs it, from a copy in a directory that the caller
 * owns: a shared temporary directory may be mounted without the right to execute, and would be open to others. A library
 * of the host's own is never taken, because its version would be anybody's. For any thread.
 */
final class NativeLibrary {

    private static boolean loaded;

    private NativeLibrary() {}

    /** Loads the library unless it is there; leaves nothing in the directory. RocksDB has two names for the same file. */
    static synchronized void load(Path directory) {
        if (loaded) {
            return;
        }
        String name = Environment.getJniLibraryFileName("rocksdb");
        Path copy = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        try {
            extract(name, copy);
            RocksDB.loadLibrary(List.of(directory.toString()));
            loaded = true;
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "RocksDB's native library cannot be written to " + copy + ": " + e.getMessage()
                            + "; give the process a local directory with room for it",
                    e);
        } catch (UnsatisfiedLinkError e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "RocksDB's native library cannot be loaded from " + copy + ": " + e.getMessage()
                            + "; the directory must lie on a file system that is not mounted noexec, and the machine needs"
                            + " glibc 2.17 or later",
                    e);
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

    /** The process keeps what it has mapped. */
    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }
}
