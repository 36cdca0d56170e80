package dev.weft.engine.usercode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserClassLoaderTest {

    private static final ResolvePolicy CHILD_FIRST =
            new ResolvePolicy(ResolveOrder.CHILD_FIRST, List.of("shared.", " org.slf4j "));
    private static final ResolvePolicy PARENT_FIRST = new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of());

    @TempDir
    static Path directory;

    private static Path processJar;
    private static Path userJar;

    @BeforeAll
    static void makeJars() throws Exception {
        processJar = UserJars.jar(directory, "process.jar", sources("process"), resources("process"));
        userJar = UserJars.jar(directory, "user.jar", sources("user"), resources("user"));
    }

    private static Map<String, String> sources(String side) {
        return Map.of(
                "lib.Version",
                "package lib; public class Version { public String toString() { return \"" + side + "\"; } }",
                "shared.Api",
                "package shared; public class Api { public String toString() { return \"" + side + "\"; } }",
                "only." + side + ".Thing",
                "package only." + side + "; public class Thing {}");
    }

    private static Map<String, String> resources(String side) {
        return Map.of("settings.txt", side, "META-INF/services/lib.Service", side);
    }

    private ClassLoader process() {
        return UserClassLoader.open(
                "process",
                List.of(processJar.toString()),
                PARENT_FIRST,
                getClass().getClassLoader());
    }

    private static String sideOf(ClassLoader loader, String className) throws Exception {
        return loader.loadClass(className).getConstructor().newInstance().toString();
    }

    private static String text(URL url) throws Exception {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void childFirstTakesTheUsersLibraryAndTheProcessesSharedClasses() throws Exception {
        try (UserClassLoader loader =
                UserClassLoader.open("job", List.of(userJar.toString()), CHILD_FIRST, process())) {
            assertThat(sideOf(loader, "lib.Version")).isEqualTo("user");
            assertThat(sideOf(loader, "shared.Api")).isEqualTo("process");
            assertThat(loader.loadClass("only.process.Thing")).isNotNull();
            assertThat(loader.loadClass("only.user.Thing").getClassLoader()).isSameAs(loader);
            assertThat(loader.loadClass("java.util.List")).isSameAs(List.class);
        }
    }

    @Test
    void parentFirstTakesTheProcessesLibraryAndFallsBackToTheUsers() throws Exception {
        try (UserClassLoader loader =
                UserClassLoader.open("job", List.of(userJar.toString()), PARENT_FIRST, process())) {
            assertThat(sideOf(loader, "lib.Version")).isEqualTo("process");
            assertThat(loader.loadClass("only.user.Thing").getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void aSharedPackageMayHaveClassesThatOnlyTheUserBrings() throws Exception {
        Path jar = UserJars.jar(
                directory, "extra.jar", Map.of("shared.Extra", "package shared; public class Extra {}"), Map.of());
        try (UserClassLoader loader = UserClassLoader.open("job", List.of(jar.toString()), CHILD_FIRST, process())) {
            assertThat(loader.loadClass("shared.Extra").getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void resourcesFollowTheSameOrder() throws Exception {
        try (UserClassLoader child = UserClassLoader.open("job", List.of(userJar.toString()), CHILD_FIRST, process());
                UserClassLoader parent =
                        UserClassLoader.open("job", List.of(userJar.toString()), PARENT_FIRST, process())) {
            assertThat(text(child.getResource("settings.txt"))).isEqualTo("user");
            assertThat(text(parent.getResource("settings.txt"))).isEqualTo("process");
            try (InputStream in = child.getResourceAsStream("settings.txt")) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("user");
            }
            List<URL> services = Collections.list(child.getResources("META-INF/services/lib.Service"));
            assertThat(services).hasSize(2);
            assertThat(text(services.get(0))).isEqualTo("user");
            assertThat(text(services.get(1))).isEqualTo("process");
        }
    }

    @Test
    void closingGivesEveryFileHandleBackAlsoOfResourcesThatTheUserOpened() throws Exception {
        UserClassLoader loader = UserClassLoader.open(
                "job",
                List.of(userJar.toUri().toString()),
                CHILD_FIRST,
                getClass().getClassLoader());
        loader.loadClass("lib.Version");
        URL resource = loader.getResource("settings.txt");
        try (InputStream direct = resource.openStream()) {
            direct.readAllBytes();
        }
        InputStream leftOpen = loader.getResourceAsStream("settings.txt");
        leftOpen.read();
        loader.close();
        assertThat(openFiles()).noneMatch(file -> file.endsWith("user.jar"));
    }

    /** Open files of this process, where the system tells; empty elsewhere. */
    private static List<String> openFiles() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(descriptors)) {
            return entries.map(UserClassLoaderTest::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (java.io.IOException goneMeanwhile) {
            return "";
        }
    }

    @Test
    void aClassAskedForAfterTheEndSaysThatTheJobHasEnded() throws Exception {
        UserClassLoader loader =
                UserClassLoader.open("job 'clicks'", List.of(userJar.toString()), CHILD_FIRST, process());
        loader.close();
        assertThatThrownBy(() -> loader.loadClass("only.user.Thing"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("only.user.Thing (job 'clicks' has ended");
    }

    @Test
    void aMissingJarIsNamedWithThePlaceWhereItWasLookedFor() {
        assertThatThrownBy(() -> UserClassLoader.open("job", List.of("no/such.jar"), CHILD_FIRST, process()))
                .isInstanceOf(WeftException.class)
                .hasMessage("class path entry 'no/such.jar' of job does not exist (looked for "
                        + Path.of("no/such.jar").toAbsolutePath() + ")");
        assertThatThrownBy(() -> UserClassLoader.open("job", List.of("nope://x/y.jar"), CHILD_FIRST, process()))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("'nope://x/y.jar' of job is neither a path nor a URL");
    }

    @Test
    void theDefaultPolicySharesTheApiLoggingAndHadoopAndAdmitsMore() {
        Configuration configuration = new Configuration();
        configuration.setString("classloader.parent-first-patterns.additional", "com.acme.;org.shared.");
        ResolvePolicy policy = ResolvePolicy.of(configuration);
        assertThat(Stream.of(
                        "dev.weft.api.X",
                        "org.slf4j.Logger",
                        "org.apache.hadoop.fs.Path",
                        "com.acme.A",
                        "java.util.List"))
                .allMatch(policy::asksParentFirst);
        assertThat(Stream.of("com.google.common.base.Joiner", "com.fasterxml.jackson.core.JsonFactory", "io.netty.X"))
                .noneMatch(policy::asksParentFirst);
    }

    @Test
    void manyThreadsMayLoadAtOnce() throws Exception {
        try (UserClassLoader loader =
                UserClassLoader.open("job", List.of(userJar.toString()), CHILD_FIRST, process())) {
            List<Class<?>> seen = Stream.generate(() -> "lib.Version")
                    .limit(64)
                    .parallel()
                    .<Class<?>>map(name -> load(loader, name))
                    .distinct()
                    .toList();
            assertThat(seen).hasSize(1);
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
