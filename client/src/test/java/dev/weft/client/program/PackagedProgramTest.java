package dev.weft.client.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.usercode.ResolvePolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedProgramTest {

    private static final ResolvePolicy POLICY = ResolvePolicy.of(new Configuration());

    @TempDir
    private Path dir;

    private JarMaker jars;

    @BeforeEach
    void setUp() {
        jars = new JarMaker(dir);
    }

    private static PackagedProgram open(Path jar, String entryClass) {
        return PackagedProgram.open(jar.toString(), List.of(), Optional.ofNullable(entryClass), List.of(), POLICY);
    }

    private static void assertRefused(Path jar, String entryClass, String message) {
        assertThatThrownBy(() -> open(jar, entryClass).close())
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
    }

    private static final String USES_LIBRARY = """
        package a;
        public class Main {
            public static void main(String[] args) throws Exception {
                System.setProperty("weft.test.library", "" + Class.forName("lib.Answer").getMethod("of").invoke(null));
            }
        }
        """;

    @Test
    void librariesInTheJarAreLoadedAndGoWithTheProgram() throws Exception {
        Path library = jars.jar(
                "answer.jar",
                null,
                "lib.Answer",
                "package lib; public class Answer { public static int of() { return 42; } }");
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", USES_LIBRARY);
        jars.with(jar, "lib/deep/answer.jar", library);
        jars.with(jar, "lib/readme.txt", library);
        jars.with(jar, "other/answer.jar", library);
        Path copy;
        try (PackagedProgram program = open(jar, null)) {
            program.callMain(List.of());
            assertThat(System.getProperty("weft.test.library")).isEqualTo("42");
            assertThat(program.jars()).hasSize(2).first().isEqualTo(jar);
            copy = program.jars().get(1);
            assertThat(copy).hasFileName("lib_deep_answer.jar").hasSameBinaryContentAs(library);
        }
        assertThat(copy.getParent()).doesNotExist();
    }

    @Test
    void runsTheMainThatTheManifestNamesWithItsArgumentsAndItsClassLoaderAsContext() throws Exception {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", """
            package a;
            public class Main {
                public static void main(String[] args) {
                    System.setProperty("weft.test.args", String.join(",", args));
                    System.setProperty("weft.test.context", ""
                        + (Thread.currentThread().getContextClassLoader() == Main.class.getClassLoader()));
                }
            }
            """);
        try (PackagedProgram program = open(jar, null)) {
            program.callMain(List.of("x", "-y"));
        }
        assertThat(System.clearProperty("weft.test.args")).isEqualTo("x,-y");
        assertThat(System.clearProperty("weft.test.context")).isEqualTo("true");
    }

    @Test
    void theNamedClassWinsOverTheManifest() {
        Path jar = jars.jar("job.jar", "a.Nowhere", "a.Main", main(""));
        try (PackagedProgram program = open(jar, "a.Main")) {
            assertThat(program.entryClass()).isEqualTo("a.Main");
            assertThat(program.jars()).containsExactly(jar.toAbsolutePath());
        }
    }

    @Test
    void aClassPathEntryThatNobodyServesIsRefused() throws IOException {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", main(""));
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String entry = "http://127.0.0.1:" + closed + "/lib.jar";
        assertThatThrownBy(
                        () -> PackagedProgram.open(jar.toString(), List.of(), Optional.empty(), List.of(entry), POLICY)
                                .close())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("class path entry '" + entry + "' (-C, pipeline.classpaths) cannot be read: ")
                .hasMessageEndingWith("; it must be readable here and on every node");
    }

    @Test
    void aClassPathEntryThatIsServedIsUsed() throws IOException {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", main(""));
        byte[] library =
                Files.readAllBytes(jars.jar("lib.jar", null, "b.Library", "package b; public class Library {}"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/lib.jar", exchange -> {
            exchange.sendResponseHeaders(200, library.length);
            exchange.getResponseBody().write(library);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try (PackagedProgram program = PackagedProgram.open(
                jar.toString(), List.of(), Optional.empty(), List.of(base + "lib.jar", base), POLICY)) {
            assertThat(program.classLoader().getResource("b/Library.class")).isNotNull();
            assertThatThrownBy(() -> PackagedProgram.open(
                                    jar.toString(), List.of(), Optional.empty(), List.of(base + "missing.jar"), POLICY)
                            .close())
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining("missing.jar' (-C, pipeline.classpaths) cannot be read");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void jarsThatGoWithTheProgramAreOnItsClassPath() throws IOException {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", main(""));
        Path library = jars.jar("lib.jar", null, "b.Library", "package b; public class Library {}");
        try (PackagedProgram program = PackagedProgram.open(
                jar.toString(), List.of(library.toUri().toString()), Optional.empty(), List.of(), POLICY)) {
            assertThat(program.jars()).containsExactly(jar.toAbsolutePath(), library.toAbsolutePath());
            assertThat(program.classLoader().getResource("b/Library.class")).isNotNull();
        }
        assertThatThrownBy(() -> PackagedProgram.open(
                                jar.toString(),
                                List.of(dir.resolve("none.jar").toString()),
                                Optional.empty(),
                                List.of(),
                                POLICY)
                        .close())
                .hasMessageEndingWith("none.jar' does not exist");
        assertThatThrownBy(() -> PackagedProgram.open(
                                jar.toString(), List.of(jar.toString()), Optional.empty(), List.of(), POLICY)
                        .close())
                .hasMessageContaining("have one name");
    }

    @Test
    void theOldManifestEntryCounts() {
        Path jar = jars.jarWithManifest("job.jar", "program-class", "a.Main", "a.Main", main(""));
        try (PackagedProgram program = open(jar, null)) {
            assertThat(program.entryClass()).isEqualTo("a.Main");
        }
    }

    @Test
    void whatMainThrowsEndsAtMain() {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", """
            package a;
            public class Main {
                public static void main(String[] args) throws Exception { deep(); }
                static void deep() {
                    try { throw new IllegalStateException("the cause"); }
                    catch (RuntimeException e) { throw new IllegalArgumentException("no input", e); }
                }
            }
            """);
        try (PackagedProgram program = open(jar, null)) {
            ProgramFailure failure = catchThrowableOfType(ProgramFailure.class, () -> program.callMain(List.of()));
            assertThat(failure.getCause()).hasToString("java.lang.IllegalArgumentException: no input");
            assertThat(failure.getCause().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("deep", "main");
            assertThat(failure.getCause().getCause().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("deep", "main");
        }
    }

    @Test
    void aStaticInitializerThatThrowsIsTheUsersFailure() {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", """
            package a;
            public class Main {
                static final int N = Integer.parseInt("many");
                public static void main(String[] args) { }
            }
            """);
        try (PackagedProgram program = open(jar, null)) {
            assertThatThrownBy(() -> program.callMain(List.of()))
                    .isInstanceOf(ProgramFailure.class)
                    .hasCauseInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void aMissingJarIsTold() {
        Path jar = dir.resolve("none.jar");
        assertRefused(jar, null, "jar file '" + jar + "' does not exist");
        assertThatThrownBy(() -> PackagedProgram.open("none.jar", List.of(), Optional.empty(), List.of(), POLICY))
                .hasMessage("jar file 'none.jar' does not exist (looked for "
                        + Path.of("none.jar").toAbsolutePath() + ")");
    }

    @Test
    void aDirectoryIsNoJar() {
        assertRefused(dir, null, "jar file '" + dir + "' is a directory, not a jar");
    }

    @Test
    void anEmptyFileIsNoJar() throws IOException {
        Path jar = Files.createFile(dir.resolve("empty.jar"));
        assertRefused(jar, null, "jar file '" + jar + "' is empty (0 bytes)");
    }

    @Test
    void aWebPageIsNoJar() throws IOException {
        Path jar = Files.writeString(dir.resolve("page.jar"), "<!DOCTYPE html><html>Please log in</html>");
        assertRefused(
                jar,
                null,
                "jar file '" + jar + "' is not a jar: it does not start like a zip archive but like a web page;"
                        + " was the download answered by a login or error page?");
    }

    @Test
    void otherBytesAreNoJar() throws IOException {
        Path jar = Files.writeString(dir.resolve("text.jar"), "hello");
        assertRefused(jar, null, "jar file '" + jar + "' is not a jar: it does not start like a zip archive");
    }

    @Test
    void aJarThatWasCutOffIsTold() throws IOException {
        Path whole = jars.jar("whole.jar", "a.Main", "a.Main", main(""));
        byte[] bytes = Files.readAllBytes(whole);
        Path jar = dir.resolve("cut.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            out.write(bytes, 0, bytes.length / 2);
        }
        assertThatThrownBy(() -> open(jar, null).close())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("jar file '" + jar + "' is damaged or cut off: ");
    }

    @Test
    void aJarOnAnotherFileSystemIsTold() {
        assertThatThrownBy(
                        () -> PackagedProgram.open("hdfs:///job.jar", List.of(), Optional.empty(), List.of(), POLICY))
                .hasMessage("jar file 'hdfs:///job.jar' is not on this machine; copy it here first and name its path");
    }

    @Test
    void withoutAnEntryClassTheCandidatesAreNamed() {
        Path jar = jars.jar("job.jar", null, "a.Main", main(""));
        assertRefused(
                jar,
                null,
                "jar file '" + jar + "' names no entry class: its manifest has no Main-Class; name it with -c <class>;"
                        + " classes with a main: a.Main");
    }

    @Test
    void aClassThatIsNotInTheJarIsToldWithItsOrigin() {
        Path jar = jars.jar("job.jar", "a.Gone", "a.Main", main(""));
        assertRefused(jar, "b.Other", "class 'b.Other' (from -c) is not in '" + jar + "'; classes with a main: a.Main");
        assertRefused(
                jar, null, "class 'a.Gone' (from the manifest) is not in '" + jar + "'; classes with a main: a.Main");
    }

    @Test
    void aClassWithoutMainIsTold() {
        Path jar = jars.jar("job.jar", "a.Main", "a.Main", "package a; public class Main { void main() {} }");
        assertRefused(jar, null, "class 'a.Main' of '" + jar + "' has no method 'public static void main(String[])'");
    }

    @Test
    void aMainThatIsNotStaticIsTold() {
        Path jar = jars.jar(
                "job.jar", "a.Main", "a.Main", "package a; public class Main { public void main(String[] a) {} }");
        assertRefused(
                jar, null, "main of class 'a.Main' is not static; it must be 'public static void main(String[])'");
    }

    @Test
    void aMainThatIsNotPublicIsTold() {
        Path jar = jars.jar(
                "job.jar", "a.Main", "a.Main", "package a; public class Main { static void main(String[] a) {} }");
        assertRefused(
                jar, null, "main of class 'a.Main' is not public; it must be 'public static void main(String[])'");
    }

    private static String main(String body) {
        return "package a; public class Main { public static void main(String[] args) throws Exception {" + body
                + "} }";
    }
}
