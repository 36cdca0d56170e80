package dev.weft.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bin/flink} of the built distribution, run as a process with its output in files. */
public final class Flink {

    public static final Path HOME = Path.of(System.getProperty("weft.home"));

    private static final Pattern RUNNING_JOB = Pattern.compile("Job [0-9a-f]{32} is RUNNING");
    private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

    private final Map<String, String> environment;
    private final Path directory;
    private final List<Running> started = new ArrayList<>();

    /**
     * @param environment variables besides those of the test, e.g. where Hadoop is
     * @param directory where output goes, one test's own
     */
    public Flink(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** What a finished run has said. */
    public record Result(int exitCode, String out, String err) {
        /** The application that it submitted. */
        public String application() {
            Matcher matcher = APPLICATION.matcher(out);
            if (!matcher.find()) {
                throw new AssertionError("no application id in: " + this);
            }
            return matcher.group();
        }
    }

    /** Runs to the end. */
    public Result run(Duration patience, String... arguments) throws IOException, InterruptedException {
        return start(arguments).await(patience);
    }

    public Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/flink").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "flink", ".out");
        Path err = Files.createTempFile(directory, "flink", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .directory(directory.toFile());
        builder.environment().keySet().removeAll(List.of("HADOOP_CONF_DIR", "HADOOP_CLASSPATH", "HADOOP_HOME"));
        builder.environment().put("FLINK_LOG_DIR", directory.toString());
        builder.environment().put("WEFT_CDS", "off");
        builder.environment().putAll(environment);
        Running running = new Running(builder.start(), out, err);
        started.add(running);
        return running;
    }

    /** After a test that failed half-way: no client and no application of it goes on. */
    public void killWhatStillRuns(Cluster cluster) throws IOException {
        for (Running running : started) {
            running.kill();
            Matcher application = APPLICATION.matcher(Files.readString(running.out()));
            if (application.find() && !cluster.application(application.group()).hasEnded()) {
                cluster.kill(application.group());
            }
        }
    }

    /** A run that goes on. */
    public record Running(Process process, Path out, Path err) {

        public Result await(Duration patience) throws IOException, InterruptedException {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("bin/flink did not end within " + patience.toSeconds() + " s: " + said(-1));
            }
            return said(process.exitValue());
        }

        /** What has been printed so far. */
        public Result said(int exitCode) throws IOException {
            return new Result(exitCode, Files.readString(out), Files.readString(err));
        }

        /** Waits until the output has told the application's id, and gives it. */
        public String awaitApplication(Duration patience) {
            return Await.until(
                            patience,
                            "an application id",
                            this::saidSoFar,
                            said -> APPLICATION.matcher(said.out()).find())
                    .application();
        }

        /** Waits until all tasks of the job run. */
        public void awaitRunningJob(Duration patience) {
            Await.until(
                    patience,
                    "a running job",
                    this::saidSoFar,
                    said -> RUNNING_JOB.matcher(said.out()).find());
        }

        /** Waits until the output contains this text. */
        public void awaitSaid(String text, Duration patience) {
            Await.until(patience, text, this::saidSoFar, said -> said.out().contains(text));
        }

        private Result saidSoFar() {
            try {
                return said(-1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** As {@code kill -9}. */
        public void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
