package dev.weft.engine.usercode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles sources and packs them, with resources, into a jar. */
final class UserJars {

    private UserJars() {}

    /**
     * @param sources class name to source text
     * @param resources entry name to text
     */
    static Path jar(Path directory, String name, Map<String, String> sources, Map<String, String> resources)
            throws IOException {
        Path work = Files.createDirectories(directory.resolve(name + "-work"));
        Path classes = Files.createDirectories(work.resolve("classes"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            int exit = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            List.of("-d", classes.toString(), "-cp", classes.toString(), file.toString())
                                    .toArray(String[]::new));
            assertThat(exit).isZero();
        }
        Map<String, byte[]> entries = new TreeMap<>();
        resources.forEach((entry, text) -> entries.put(entry, text.getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                packed.putNextEntry(new JarEntry(entry.getKey()));
                packed.write(entry.getValue());
                packed.closeEntry();
            }
        }
        return jar;
    }
}
