package dev.weft.connector.file.sink;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import dev.weft.core.fs.Path;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the {@link ForgetfulFileSystem} of a test by the authority of its address. Called by the service loader. */
public final class ForgetfulFileSystemFactory implements FileSystemFactory {

    static final String SCHEME = "forgetful";

    private static final Map<String, ForgetfulFileSystem> BY_NAME = new ConcurrentHashMap<>();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /**
     * Makes a file system known; returns the address of its root.
     *
     * @param name begins its authority; a number makes that unique, since file systems are remembered by it
     */
    static Path register(String name, ForgetfulFileSystem fileSystem) {
        String authority = name + "-" + NUMBER.incrementAndGet();
        BY_NAME.put(authority, fileSystem);
        return new Path(SCHEME + "://" + authority + "/");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem create(URI address) {
        return Optional.ofNullable(BY_NAME.get(address.getAuthority())).orElseThrow();
    }
}
