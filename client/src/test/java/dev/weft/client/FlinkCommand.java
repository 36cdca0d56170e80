package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.program.JarMaker;
import dev.weft.client.spi.Phases;
import dev.weft.engine.common.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The command line within the test's process, with a {@link FakeCluster} as target {@code fake}. */
final class FlinkCommand {

    private final FakeCluster cluster = new FakeCluster();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    FakeCluster cluster() {
        return cluster;
    }

    /** Runs one command; gives its exit code. */
    int run(String... arguments) {
        Console console = new Console(print(out), print(err));
        ClientParts parts = new ClientParts(
                console,
                new Phases(Clock.system(), Instant.now()),
                new ClientShutdownHook(console),
                Logging.start(),
                (rest, settings) -> cluster,
                () -> new JobID(1, 1));
        PrintStream before = System.out;
        System.setOut(console.out());
        try {
            return new CliFrontend(new ClientSettings(Map.of(), List.of(cluster)), parts).run(List.of(arguments));
        } finally {
            System.setOut(before);
        }
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void forgetOutput() {
        out.reset();
        err.reset();
    }

    /** Compiles class {@code a.Main} and packs it into a jar. */
    static String jar(Path directory, String source) {
        return new JarMaker(directory)
                .jar("job.jar", "a.Main", "a.Main", source)
                .toString();
    }

    /** Source of {@code a.Main} whose {@code main} has this body. */
    static String main(String body) {
        return "package a; public class Main { public static void main(String[] args) throws Exception {" + body
                + "} }";
    }
}
