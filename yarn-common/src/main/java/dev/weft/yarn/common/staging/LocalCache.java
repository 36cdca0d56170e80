package dev.weft.yarn.common.staging;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Private cache directory of the user on this machine, {@code <tmpdir>/weft-<user>}. Another user could have created a
 * directory of that name first, so it is used only if it belongs to the user and nobody else can enter it.
 */
public final class LocalCache {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    private LocalCache(Path directory) {
        this.directory = directory;
    }

    /** The user's directory on this machine, made when it is missing. */
    public static LocalCache ofUser() throws IOException {
        return at(Path.of(System.getProperty("java.io.tmpdir"), "weft-" + System.getProperty("user.name")));
    }

    static LocalCache at(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String user = System.getProperty("user.name");
        if (!attributes.owner().getName().equals(user)
                || !attributes.permissions().equals(OWNER_ONLY)) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    directory + " belongs to " + attributes.owner().getName() + " with permissions "
                            + PosixFilePermissions.toString(attributes.permissions()) + " instead of " + user
                            + " with rwx------: remove it");
        }
        return new LocalCache(directory);
    }

    Path directory() {
        return directory;
    }

    /** A file in it, which may not exist. */
    public Path file(String name) {
        return directory.resolve(name);
    }
}
