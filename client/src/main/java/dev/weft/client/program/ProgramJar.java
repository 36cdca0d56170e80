package dev.weft.client.program;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * A validated, readable program jar.
 *
 * @param path absolute
 * @param mainClass the entry class that the manifest names
 */
record ProgramJar(Path path, Optional<String> mainClass) {

    private static final Attributes.Name PROGRAM_CLASS = new Attributes.Name("program-class");

    /** Validates the file that the user named. */
    static ProgramJar inspect(String given) {
        Path path = path(given);
        if (!Files.exists(path)) {
            throw wrong("jar file '" + given + "' does not exist" + lookedFor(given, path));
        }
        if (Files.isDirectory(path)) {
            throw wrong("jar file '" + given + "' is a directory, not a jar" + lookedFor(given, path));
        }
        if (!Files.isReadable(path)) {
            throw wrong("jar file '" + given + "' may not be read by this user" + lookedFor(given, path));
        }
        try {
            checkStart(given, path);
            try (JarFile jar = new JarFile(path.toFile(), false)) {
                return new ProgramJar(path, mainClass(jar.getManifest()));
            }
        } catch (ZipException e) {
            throw wrong("jar file '" + given + "' is damaged or cut off: " + e.getMessage());
        } catch (IOException e) {
            throw wrong("jar file '" + given + "' cannot be read: " + e.getMessage());
        }
    }

    private static Path path(String given) {
        try {
            if (given.startsWith("file:")) {
                return Path.of(URI.create(given)).toAbsolutePath();
            }
            if (given.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
                throw wrong("jar file '" + given + "' is not on this machine; copy it here first and name its path");
            }
            return Path.of(given).toAbsolutePath();
        } catch (IllegalArgumentException e) {
            throw wrong("jar file '" + given + "' is not a path: " + e.getMessage());
        }
    }

    private static String lookedFor(String given, Path path) {
        return path.toString().equals(given) ? "" : " (looked for " + path + ")";
    }

    private static void checkStart(String given, Path path) throws IOException {
        byte[] start;
        try (InputStream file = Files.newInputStream(path)) {
            start = file.readNBytes(64);
        }
        if (start.length == 0) {
            throw wrong("jar file '" + given + "' is empty (0 bytes)");
        }
        if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
            String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
            boolean html = text.startsWith("<!doctype") || text.startsWith("<html");
            throw wrong("jar file '" + given + "' is not a jar: it does not start like a zip archive"
                    + (html ? " but like a web page; was the download answered by a login or error page?" : ""));
        }
    }

    private static Optional<String> mainClass(Manifest manifest) {
        if (manifest == null) {
            return Optional.empty();
        }
        Attributes attributes = manifest.getMainAttributes();
        return Optional.ofNullable(attributes.getValue(PROGRAM_CLASS))
                .or(() -> Optional.ofNullable(attributes.getValue(Attributes.Name.MAIN_CLASS)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    static WeftException wrong(String message) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
