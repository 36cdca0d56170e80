package dev.weft.connector.file.sink;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the {@link ForgetfulFileSystem} of a test by the authority of its address. Called by the service loader. */
public final class ForgetfulFileSystemFactory implements FileSystemFactory {

    static final String SCHEME = "forgetful";

    private static final Map<String, ForgetfulFileSystem> BY_NAME = new ConcurrentHashMap<>();

    static void register(String name, ForgetfulFileSystem fileSystem) {
        BY_NAME.put(name, fileSystem);
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
