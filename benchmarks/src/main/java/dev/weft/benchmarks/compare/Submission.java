package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one program on one contestant and measures it. */
final class Submission {

    private static final String RESULT = "RESULT ";
    private static final long PATIENCE_S = 600;

    private final Places places;
    private final String executorJvm;
    private int number;

    /** @param executorJvm arguments of the executors' JVMs */
    Submission(Places places, String executorJvm) {
        this.places = places;
        this.executorJvm = executorJvm;
    }

    Measured run(Contestant contestant, Work work) throws IOException, InterruptedException {
        String mark = "-Dbenchmark.run=" + ProcessHandle.current().pid() + "-" + ++number;
        Map<String, String> settings = work.settings(executorJvm);
        settings.put("env.java.opts.all", mark);
        Path printed = Files.createTempFile("run", ".out");
        Processes processes = new Processes(mark);
        Thread sampler = new Thread(processes, "Sampler");
        sampler.setDaemon(true);
        try {
            Process client = contestant
                    .command(places, work, settings)
                    .redirectOutput(printed.toFile())
                    .start();
            sampler.start();
            boolean ended = client.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            processes.stop();
            sampler.join();
            client.destroyForcibly();
            String output = Files.readString(printed);
            int result = output.indexOf("\n" + RESULT);
            if (!ended || result < 0) {
                throw new FailedRunException(contestant.title() + " did not run " + work.label() + ":\n" + output);
            }
            String json = output.substring(result + 1 + RESULT.length())
                    .lines()
                    .findFirst()
                    .orElseThrow();
            if (processes.count() < 2) {
                throw new FailedRunException("the JVMs of " + contestant.title() + " were not found in /proc");
            }
            Measured measured = Measured.of(Json.parse(json).asObject(), work, processes);
            if (work.row().isLatency() && measured.delays().ms().isEmpty()) {
                throw new FailedRunException(
                        contestant.title() + " told no delays of " + work.label() + ":\n" + output);
            }
            return measured;
        } finally {
            Files.delete(printed);
        }
    }
}
