package dev.weft.benchmarks.exchange;

import dev.weft.engine.rpc.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Handle of the second process, {@link FarExecutor}, started with this JVM's options. */
final class FarProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    FarProcess(Secret secret) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FarExecutor.class.getName()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        from = process.inputReader(StandardCharsets.UTF_8);
        to.println(HexFormat.of().formatHex(secret.bytes()));
    }

    /** Says something and waits for the answer. */
    String ask(String command) throws IOException {
        to.println(command);
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("the process of the consumer has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        to.close();
        process.onExit().join();
    }
}
