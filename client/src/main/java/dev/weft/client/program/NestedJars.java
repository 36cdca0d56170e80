package dev.weft.client.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The libraries that a program's jar carries: its entries {@code lib/*.jar}, copied to a directory of this process, since a JVM loads no
 * class from a jar within a jar. Closing deletes the copies; the end of the process does too.
 *
 * @param jars in the order of the jar; {@code lib/sub/x.jar} is called {@code lib_sub_x.jar}, so that all have different names
 */
record NestedJars(Optional<Path> directory, List<Path> jars) implements AutoCloseable {

    private static final String PREFIX = "lib/";
    private static final String SUFFIX = ".jar";

    static NestedJars of(ProgramJar program) {
        try (JarFile jar = new JarFile(program.path().toFile(), false)) {
            List<JarEntry> nested = jar.stream().filter(NestedJars::isLibrary).toList();
            return nested.isEmpty() ? new NestedJars(Optional.empty(), List.of()) : copy(jar, nested);
        } catch (IOException e) {
            throw ProgramJar.wrong("the libraries in '" + program.path() + "' (lib/*.jar) cannot be copied: " + e);
        }
    }

    private static boolean isLibrary(JarEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && name.startsWith(PREFIX)
                && name.endsWith(SUFFIX)
                && name.length() > PREFIX.length() + SUFFIX.length();
    }

    private static NestedJars copy(JarFile jar, List<JarEntry> nested) throws IOException {
        Path directory = Files.createTempDirectory("weft-program-");
        // Deleted in the opposite order.
        directory.toFile().deleteOnExit();
        List<Path> copies = new ArrayList<>();
        for (JarEntry entry : nested) {
            Path copy = directory.resolve(entry.getName().replace('/', '_'));
            copy.toFile().deleteOnExit();
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, copy);
            }
            copies.add(copy);
        }
        return new NestedJars(Optional.of(directory), copies);
    }

    @Override
    public void close() throws IOException {
        if (directory.isPresent() && Files.exists(directory.get())) {
            try (var files = Files.walk(directory.get())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
