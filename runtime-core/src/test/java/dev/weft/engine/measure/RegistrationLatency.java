package dev.weft.engine.measure;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.rpc.ControlClient;
import dev.weft.engine.rpc.ControlServer;
import dev.weft.engine.rpc.ExecutorConnection;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.TaskExecutor;
import dev.weft.engine.taskexecutor.TaskExecutorSettings;
import dev.weft.engine.testing.FakeTaskEngine;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.UserCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a new JVM takes from main() to its registration with the JobManager over a real connection, without
 * the data plane. Prints medians without and with a class-data archive.
 */
public final class RegistrationLatency {

    private static final String HOST = "127.0.0.1";
    private static final int RUNS = 15;
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private RegistrationLatency() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            measure();
        } else {
            runExecutor(
                    System.nanoTime(),
                    Integer.parseInt(args[0]),
                    Secret.of(HexFormat.of().parseHex(args[1])),
                    Path.of(args[2]));
        }
    }

    private static void runExecutor(long mainNs, int port, Secret secret, Path result) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        ExecutorId id = new ExecutorId("measured-" + ProcessHandle.current().pid());
        TaskExecutor executor = new TaskExecutor(
                new TaskExecutorSettings(id, 1, 1, HOST, new Resources(1, 1, 1, 1, 1, 1), Duration.ofSeconds(20)),
                LoopStarter.threads(Clock.system()),
                Clock.system(),
                new ControlClient(HOST, port, secret, RpcSettings.defaults(), Transport.tcp()),
                onStuck -> new FakeTaskEngine(),
                UserCode.of((name, entries) -> RegistrationLatency.class.getClassLoader()),
                (kind, reason) -> stopped.countDown());
        executor.start();
        // The JobManager answers the registration and then says goodbye: the round trip is what is measured.
        stopped.await();
        Files.writeString(result, String.valueOf((System.nanoTime() - mainNs) / 1_000));
    }

    private static void measure() throws Exception {
        Secret secret = Secret.random();
        Path directory = Files.createTempDirectory("registration");
        Path archive = directory.resolve("executor.jsa");
        try (ControlServer server = ControlServer.bind(
                BindAddress.anyPort(HOST), RpcSettings.defaults(), secret, Transport.tcp(), new Welcome())) {
            report("no archive of our classes", server.port(), secret, directory, List.of());
            once(server.port(), secret, directory, List.of("-XX:ArchiveClassesAtExit=" + archive));
            report(
                    "class-data archive",
                    server.port(),
                    secret,
                    directory,
                    List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
    }

    private static void report(String what, int port, Secret secret, Path directory, List<String> flags)
            throws Exception {
        List<long[]> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(once(port, secret, directory, flags));
        }
        System.out.printf(
                "%-28s main() to registered %4d ms, process start to exit %4d ms (medians of %d)%n",
                what, median(runs, 0), median(runs, 1), RUNS);
    }

    private static long median(List<long[]> runs, int index) {
        List<Long> values = new ArrayList<>();
        runs.forEach(run -> values.add(run[index]));
        Collections.sort(values);
        return values.get(values.size() / 2) / 1000;
    }

    private static long[] once(int port, Secret secret, Path directory, List<String> flags) throws Exception {
        Path result = directory.resolve("result");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                RegistrationLatency.class.getName(),
                String.valueOf(port),
                HexFormat.of().formatHex(secret.bytes()),
                result.toString()));
        long startNs = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the executor did not end");
        }
        return new long[] {Long.parseLong(Files.readString(result)), (System.nanoTime() - startNs) / 1_000};
    }

    /** Welcomes an executor and sends it away. */
    private static final class Welcome implements ControlServer.Listener {
        @Override
        public void onRegister(ExecutorConnection connection, Register register) {
            connection.send(new Registered(1, 10_000, 50_000));
            connection.send(new Shutdown("measured"));
        }

        @Override
        public void onMessage(ExecutorConnection connection, ExecutorMessage message) {
            // Only its goodbye.
        }

        @Override
        public void onClosed(ExecutorConnection connection, String reason) {
            // As it was told to.
        }
    }
}
