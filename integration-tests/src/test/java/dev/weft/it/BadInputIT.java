package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Endless;
import dev.weft.it.programs.Idle;
import dev.weft.it.programs.Throws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every mistake gets one clear line, exit code 1, and leaves nothing behind. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String WORD_COUNT =
            Flink.HOME.resolve("examples/streaming/WordCount.jar").toString();

    @RegisterExtension
    final OnCluster on = new OnCluster();

    @AfterEach
    void nothingHasRun() {
        assertThat(on.cluster().containerJvms()).isEmpty();
    }

    @Test
    void aMissingJarIsNamed() throws Exception {
        refused("nowhere.jar", "run", "-m", "yarn-cluster", "nowhere.jar");
    }

    @Test
    void aJarWithoutMainClassSaysSo() throws Exception {
        Path jar = on.directory().resolve("empty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
            out.putNextEntry(new JarEntry("readme.txt"));
            out.closeEntry();
        }
        refused("empty.jar", "run", "-m", "yarn-cluster", jar.toString());
    }

    @Test
    void aProgramThatNeverExecutesSaysSo() throws Exception {
        refused("execute()", "run", "-m", "yarn-cluster", Jars.of(Idle.class, on.directory()));
    }

    @Test
    void aMainThatThrowsShowsItsException() throws Exception {
        Flink.Result result =
                on.flink().run(PATIENCE, "run", "-m", "yarn-cluster", Jars.of(Throws.class, on.directory()), "main");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("java.lang.IllegalStateException: main says no");
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        refused("--paralelism", "run", "-m", "yarn-cluster", "--paralelism", "2", WORD_COUNT);
    }

    @Test
    void aParallelismOfZeroIsRefused() throws Exception {
        refused("-p", "run", "-m", "yarn-cluster", "-p", "0", WORD_COUNT);
    }

    @Test
    void aMemorySizeThatIsNoneIsRefused() throws Exception {
        refused("abc", "run", "-m", "yarn-cluster", "-ytm", "abc", WORD_COUNT);
    }

    @Test
    void moreMemoryThanYarnGivesIsRefusedWithTheLimit() throws Exception {
        refused("8192", "run", "-m", "yarn-cluster", "-ytm", "100g", WORD_COUNT);
    }

    @Test
    void anUnknownQueueIsNamed() throws Exception {
        refused("nowhere", "run", "-m", "yarn-cluster", "-yqu", "nowhere", WORD_COUNT);
    }

    @Test
    void whatAJvmSaysOfItsOptionsIsShown() throws Exception {
        refused(
                "Unrecognized VM option 'Fooo'",
                "run",
                "-m",
                "yarn-cluster",
                "-yjm",
                "768",
                "-Denv.java.opts.jobmanager=-Dquoted='x y' -XX:+Fooo",
                WORD_COUNT);
    }

    @Test
    void withoutHadoopConfigurationTheVariableIsNamed() throws Exception {
        Flink flink = new Flink(
                Map.of("HADOOP_CLASSPATH", on.cluster().environment().get("HADOOP_CLASSPATH")), on.directory());
        refused(flink, "HADOOP_CONF_DIR", "run", "-m", "yarn-cluster", WORD_COUNT);
    }

    @Test
    void aHadoopConfigurationThatPointsNowhereIsNamed() throws Exception {
        Flink flink = new Flink(with("HADOOP_CONF_DIR", "/no/such/directory"), on.directory());
        refused(flink, "/no/such/directory", "run", "-m", "yarn-cluster", WORD_COUNT);
    }

    @Test
    void aDeadResourceManagerIsReportedWithinTwentySeconds() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        Path conf = Files.createDirectories(on.directory().resolve("conf"));
        try (Stream<Path> files = Files.list(Path.of(on.cluster().environment().get("HADOOP_CONF_DIR")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                if (file.getFileName().toString().equals("yarn-site.xml")) {
                    text = text.replaceAll(
                            "(<name>yarn.resourcemanager.address</name>\\s*<value>[^:<]*):\\d+", "$1:" + closedPort);
                }
                Files.writeString(conf.resolve(file.getFileName()), text);
            }
        }
        Flink flink = new Flink(with("HADOOP_CONF_DIR", conf.toString()), on.directory());
        long startNs = System.nanoTime();
        refused(flink, "ResourceManager", "run", "-m", "yarn-cluster", WORD_COUNT);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void aMissingInputIsNamed() throws Exception {
        refused("/no/such/input", "run", "-m", "yarn-cluster", WORD_COUNT, "--input", "hdfs:/no/such/input");
    }

    @Test
    void anOutputThatExistsIsNotTouched() throws Exception {
        on.cluster().files().write("/bad/out/part-0", "precious".getBytes(StandardCharsets.UTF_8));
        refused("/bad/out", "run", "-m", "yarn-cluster", WORD_COUNT, "--output", "hdfs:/bad/out");
        assertThat(on.cluster().visibleFiles("/bad/out")).containsExactly("/bad/out/part-0");
    }

    @Test
    void anOptionThatIsNotActedOnIsRefusedByName() throws Exception {
        refused("-yz", "run", "-m", "yarn-cluster", "-yz", "/x", Jars.of(Endless.class, on.directory()));
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(on.cluster().environment());
        environment.put(name, value);
        return environment;
    }

    /** Runs and expects one line that holds the text. */
    private void refused(String text, String... arguments) throws IOException, InterruptedException {
        refused(on.flink(), text, arguments);
    }

    private static void refused(Flink flink, String text, String... arguments)
            throws IOException, InterruptedException {
        Flink.Result result = flink.run(PATIENCE, arguments);
        assertThat(result.exitCode())
                .as("%s -> %s", Arrays.toString(arguments), result)
                .isEqualTo(1);
        assertThat(result.err().strip().lines().filter(line -> !line.isBlank()))
                .as("%s -> %s", Arrays.toString(arguments), result)
                .singleElement()
                .asString()
                .contains(text);
    }
}
