package dev.weft.yarn.common.staging;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The jars in a local {@code lib/} directory: what every container needs of Weft. Immutable; reads the files when asked to. */
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
        String stamp = stamp(jars);
        Path remembered = memory.file("distribution-" + hex(digest().digest(stamp.getBytes(StandardCharsets.UTF_8))));
        if (Files.isReadable(remembered)) {
            String known = Files.readString(remembered);
            if (known.matches("[0-9a-f]{64}")) {
                return new Distribution(jars, known);
            }
        }
        String sha256 = contentHash(jars);
        Path temporary = Files.createTempFile(remembered.getParent(), "hash", "");
        Files.writeString(temporary, sha256);
        Files.move(temporary, remembered, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
        return stamp.toString();
    }

    private static String contentHash(Map<String, Path> jars) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            digest.update((jar.getKey() + "\n" + Files.size(jar.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(jar.getValue())) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return hex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
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
