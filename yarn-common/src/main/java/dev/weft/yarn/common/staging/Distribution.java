package dev.weft.yarn.common.staging;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Sha256;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The installed distribution: the jars of a local {@code lib/} directory, which every container needs. Immutable; files
 * are read on demand.
 */
public final class Distribution {

    private final TreeMap<String, Path> jars;
    private final String sha256;

    private Distribution(TreeMap<String, Path> jars, String sha256) {
        this.jars = jars;
        this.sha256 = sha256;
    }

    /**
     * @param lib the directory with the jars
     * @param memory the user's own cache directory on this machine, where hashes of unchanged files are remembered
     */
    public static Distribution of(Path lib, LocalCache memory) throws IOException {
        TreeMap<String, Path> jars = new TreeMap<>();
        if (Files.isDirectory(lib)) {
            try (Stream<Path> entries = Files.list(lib)) {
                entries.filter(file -> file.toString().endsWith(".jar"))
                        .forEach(file -> jars.put(file.getFileName().toString(), file));
            }
        }
        if (jars.isEmpty()) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "there are no jars in " + lib + ": this is not the lib directory of a Weft distribution");
        }
        DistributionMemory known = new DistributionMemory(memory);
        String stamp = stamp(jars);
        Optional<String> remembered = known.recall(lib, stamp);
        if (remembered.isPresent()) {
            return new Distribution(jars, remembered.get());
        }
        String sha256 = contentHash(jars);
        known.remember(lib, stamp, sha256);
        return new Distribution(jars, sha256);
    }

    /** Identifies files that have not changed, at the price of one look at each. */
    private static String stamp(Map<String, Path> jars) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path jar : jars.values()) {
            stamp.append(jar.toRealPath())
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar))
                    .append('\n');
        }
        return Sha256.of(stamp.toString());
    }

    private static String contentHash(Map<String, Path> jars) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[1 << 16];
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            hash.add(jar.getKey() + "\n" + Files.size(jar.getValue()) + "\n");
            try (InputStream in = Files.newInputStream(jar.getValue())) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    hash.add(buffer, n);
                }
            }
        }
        return hash.finish();
    }

    /** Names of the jars in class path order. */
    public List<String> jarNames() {
        return List.copyOf(jars.keySet());
    }

    /** Hash over the jars' names and contents: 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    long archiveBytes() throws IOException {
        return Tar.size(jars.values());
    }

    void writeArchive(OutputStream out) throws IOException {
        TreeMap<String, Path> entries = new TreeMap<>();
        jars.forEach((name, file) -> entries.put("lib/" + name, file));
        Tar.write(entries, out);
    }
}
