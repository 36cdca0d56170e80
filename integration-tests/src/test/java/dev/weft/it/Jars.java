package dev.weft.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs a test program and its nested classes into a jar that can be submitted. */
public final class Jars {

    private static final Path CLASSES = Path.of(System.getProperty("weft.it.classes"));

    private Jars() {}

    /** A jar with a program that needs no library. */
    public static String of(Class<?> program, Path directory) throws IOException {
        return of(program, Optional.empty(), directory);
    }

    /** A jar with a program, and with all that another jar holds: libraries that it needs. */
    public static String of(Class<?> program, Path libraries, Path directory) throws IOException {
        return of(program, Optional.of(libraries), directory);
    }

    private static String of(Class<?> program, Optional<Path> libraries, Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, program.getName());
        Path jar = directory.resolve(program.getSimpleName() + ".jar");
        Path folder = CLASSES.resolve(program.getPackageName().replace('.', '/'));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> classes = Files.list(folder)) {
            for (Path file : classes.filter(f -> belongsTo(program, f)).toList()) {
                entries.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
            if (libraries.isPresent()) {
                copy(libraries.get(), entries);
            }
        }
        return jar.toString();
    }

    private static void copy(Path libraries, JarOutputStream entries) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(libraries))) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                entries.putNextEntry(new JarEntry(entry.getName()));
                in.transferTo(entries);
                entries.closeEntry();
            }
        }
    }

    private static boolean belongsTo(Class<?> program, Path file) {
        String name = file.getFileName().toString();
        return name.equals(program.getSimpleName() + ".class") || name.startsWith(program.getSimpleName() + "$");
    }
}
