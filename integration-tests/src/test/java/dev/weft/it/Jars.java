package dev.weft.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs a test program and its nested classes into a jar that can be submitted. */
final class Jars {

    private static final Path CLASSES = Path.of(System.getProperty("weft.it.classes"));

    private Jars() {}

    static String of(Class<?> program, Path directory) throws IOException {
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
        }
        return jar.toString();
    }

    private static boolean belongsTo(Class<?> program, Path file) {
        String name = file.getFileName().toString();
        return name.equals(program.getSimpleName() + ".class") || name.startsWith(program.getSimpleName() + "$");
    }
}
