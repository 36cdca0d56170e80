package dev.weft.client.program;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source and packs it into a jar, for tests that need a user's program. */
public final class JarMaker {

    private final Path dir;

    public JarMaker(Path dir) {
        this.dir = dir;
    }

    /** A jar whose manifest names {@code mainClass}, or none when it is null. */
    public Path jar(String name, String mainClass, String className, String source) {
        return jarWithManifest(name, "Main-Class", mainClass, className, source);
    }

    Path jarWithManifest(String name, String attribute, String value, String className, String source) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (value != null) {
            manifest.getMainAttributes().putValue(attribute, value);
        }
        try {
            Path classes = Files.createTempDirectory(dir, "classes");
            compile(className, source, classes);
            Path jar = dir.resolve(name);
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest);
                    Stream<Path> files = Files.walk(classes)) {
                for (Path compiled : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new ZipEntry(classes.relativize(compiled).toString()));
                    out.write(Files.readAllBytes(compiled));
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar with another one in it. */
    public Path with(Path jar, String entry, Path nested) {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Path target = content.getPath(entry);
            Files.createDirectories(target.getParent());
            Files.copy(nested, target);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the classes of the user's API are. */
    private static String api() {
        try {
            return Path.of(StreamExecutionEnvironment.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(String className, String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp", api());
        if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
            throw new IllegalArgumentException("the test's source does not compile");
        }
    }
}
