package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.JobEndpoint.JobLine;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.program.JarMaker;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.DeployRequest;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.core.execution.RestoreMode;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExceptionCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliFrontendTest {

    private static final String ONE_JOB = """
        package a;
        import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
        public class Main {
            public static void main(String[] args) throws Exception {
                StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                env.fromSequence(1, 10).print();
                System.out.println("result " + (env.execute("count").getJobID() != null));
            }
        }
        """;

    @TempDir
    private Path dir;

    private final FlinkCommand command = new FlinkCommand();
    private final FakeCluster cluster = command.cluster();

    private int flink(String... arguments) {
        return command.run(arguments);
    }

    private String out() {
        return command.out();
    }

    private String err() {
        return command.err();
    }

    private String job(String source) {
        return FlinkCommand.jar(dir, source);
    }

    private String lastJob() {
        return cluster.deployed.get(cluster.deployed.size() - 1).graph().jobId().toHexString();
    }

    @Test
    void aRelativeSavepointIsLookedForByItsNameInTheWorkingDirectory() {
        assertThat(flink("run", "-t", "fake", "-s", "no sävepoint%20", "x")).isEqualTo(1);
        assertThat(err())
                .isEqualTo("error: there is no checkpoint or savepoint at file:"
                        + Path.of("no sävepoint%20").toAbsolutePath() + ": it does not exist; nothing was submitted\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rnu              | unknown verb 'rnu'; did you mean run?",
                "frobnicate       | unknown verb 'frobnicate'; there are run, info, list, cancel, stop, savepoint, checkpoint",
                "savepoint        | name the job: flink savepoint <JobID> [directory]",
                "savepoint a b c  | a savepoint takes a job and a directory, not 'a b c'",
                "stop             | name the job: flink stop [-p <directory>] <JobID>",
                "stop -p x y      | 'y' is no JobID: one has 32 hexadecimal digits",
                "stop -type old y | option -type is 'old', it must be canonical or native",
                "checkpoint       | name the job: flink checkpoint [-full] <JobID>",
                "list -m nowhere  | option -m needs host:port or yarn-cluster, not 'nowhere'",
                "run -rm mine x   | option -rm is 'mine', it must be no_claim, claim or legacy",
                "run -t fake -s /no/savepoint x | there is no checkpoint or savepoint at file:/no/savepoint: it does not"
                        + " exist; nothing was submitted",
                "savepoint --describe /no/savepoint | there is no checkpoint or savepoint at file:/no/savepoint: it does"
                        + " not exist",
                "run-application  | 'run-application' is not in this release for any target; 'flink run -m"
                        + " yarn-cluster' runs the program",
                "run              | no program: name its jar behind the options, for example flink run -m yarn-cluster"
                        + " examples/streaming/WordCount.jar",
                "run x.jar        | it is not said where to run: add -m yarn-cluster (or -t yarn-per-job, -t local),"
                        + " or set execution.target in conf/flink-conf.yaml",
                "run -t nowhere x | target 'nowhere' (-t, -m, execution.target) is not supported in this release; there"
                        + " are: fake, local",
                "run -t fake x    | jar file 'x' does not exist",
                "run -p 0 x       | option -p: parallelism must be a whole number from 1 to 32768, not '0'",
                "list             | name the application with -yid <application>; 'yarn application -list' shows them",
                "cancel           | name the job: flink cancel <JobID>",
                "cancel abc       | 'abc' is no JobID: one has 32 hexadecimal digits",
                "cancel -s x y    | 'y' is no JobID: one has 32 hexadecimal digits",
            })
    void whatIsWrongIsToldInOneLineWithExitCodeOne(String typed, String line) {
        assertThat(flink(typed.strip().split(" +"))).isEqualTo(1);
        assertThat(err()).startsWith("error: " + line);
        assertThat(err().lines()).hasSize(1);
        assertThat(out()).isEmpty();
        assertThat(cluster.deployed).isEmpty();
    }

    @Test
    void aLocalTargetRunsTheProgramInThisProcess() {
        assertThat(flink("run", "-t", "local", "-p", "2", job(ONE_JOB)))
                .as(err())
                .isZero();
        assertThat(out().lines()).contains("result true");
        assertThat(out().lines().map(line -> line.replaceFirst("^[12]> ", "")))
                .contains("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(cluster.deployed).isEmpty();
    }

    @Test
    void whatAProgramSetsWronglyIsToldByTheClient() {
        String source = FlinkCommand.main("var own = new dev.weft.configuration.Configuration();\n"
                + "own.setString(\"state.backend.type\", \"rockdb\");\n"
                + "own.setString(\"state.bakend.type\", \"rocksdb\");\n"
                + "own.setString(\"my.own\", \"x\");\n"
                + "var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment(own);\n"
                + "env.fromSequence(1, 3).print();\n"
                + "env.execute();");
        assertThat(flink("run", "-t", "fake", job(source))).isEqualTo(1);
        assertThat(err())
                .contains("unknown key state.bakend.type (the program)")
                .contains("did you mean state.backend.type?")
                .contains("state.backend.type is 'rockdb'; installed here are hashmap")
                .doesNotContain("my.own");
        assertThat(cluster.deployed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help, Usage: flink <verb>", "help, Usage: flink <verb>", "--version, Version: unknown"})
    void helpAndVersionAreAnswered(String typed, String start) {
        assertThat(flink(typed)).isZero();
        assertThat(out()).startsWith(start);
    }

    @ParameterizedTest
    @CsvSource({
        "run, Usage: flink run",
        "info, Usage: flink info",
        "list, Usage: flink list",
        "cancel, Usage: flink cancel",
        "stop, Usage: flink stop",
        "savepoint, Usage: flink savepoint",
        "checkpoint, Usage: flink checkpoint"
    })
    void everyVerbHasHelp(String verb, String start) {
        assertThat(flink(verb, "-h")).isZero();
        assertThat(out()).startsWith(start);
    }

    @Test
    void aJobIsFollowedToItsEnd() throws IOException {
        cluster.answers.add(JobStatus.CREATED);
        cluster.answers.add(JobStatus.RUNNING);
        cluster.answers.add(JobOutcome.finished(1234, Map.of("lines", serialized(42L))));
        assertThat(flink("run", "-t", "fake", "-p", "3", job(ONE_JOB))).isZero();
        String id = lastJob();
        assertThat(out().lines())
                .containsExactly(
                        "Job has been submitted with JobID " + id,
                        "Job " + id + " is CREATED",
                        "Job " + id + " is RUNNING",
                        "Job " + id + " is FINISHED",
                        "Program execution finished",
                        "JobID: " + id,
                        "Job Runtime: 1234 ms",
                        "Accumulators:",
                        "  lines: 42",
                        "result true");
        assertThat(err()).isEmpty();
        DeployRequest submission = cluster.deployed.get(0);
        assertThat(submission.graph().name()).isEqualTo("count");
        assertThat(submission.jars()).containsExactly(dir.resolve("job.jar"));
        assertThat(submission.configuration().toMap()).containsEntry("parallelism.default", "3");
    }

    private static Payload serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(value);
        }
        return new Payload(bytes.toByteArray());
    }

    @Test
    void aJobThatFailsTellsTheUsersOwnExceptionFirst() {
        cluster.answers.add(JobOutcome.ended(
                Verdict.FAILED, 5, "java.lang.IllegalStateException: bad record\n\tat a.Main$1.map(Main.java:7)\n"));
        assertThat(flink("run", "-t", "fake", job(ONE_JOB))).isEqualTo(1);
        assertThat(err())
                .isEqualTo("java.lang.IllegalStateException: bad record\n\tat a.Main$1.map(Main.java:7)\n"
                        + "error: job 'count' (JobID " + lastJob()
                        + ") failed: java.lang.IllegalStateException: bad record; its logs: logs app-1\n");
        assertThat(out()).doesNotContain("Program execution finished").doesNotContain("result");
    }

    @Test
    void aFailureIsSummedUpInOneLineThatSaysWhereItHappened() {
        cluster.answers.add(JobOutcome.ended(
                Verdict.FAILED, 5, "can't write (in operator 'files')", "can't write", ExceptionCodec.NONE));
        assertThat(flink("run", "-t", "fake", job(ONE_JOB))).isEqualTo(1);
        assertThat(err())
                .isEqualTo("error: job 'count' (JobID " + lastJob()
                        + ") failed: can't write (in operator 'files'); its logs: logs app-1\n");
    }

    @Test
    void aFailureOfTheEngineIsToldWithoutItsStackTrace() {
        Throwable lost = new WeftException(ErrorCode.EXECUTOR_LOST, "container_7 was killed");
        cluster.answers.add(JobOutcome.ended(
                Verdict.FAILED, 5, "container_7 was killed", Failures.trace(lost), ExceptionCodec.encode(lost)));
        assertThat(flink("run", "-t", "fake", job(ONE_JOB))).isEqualTo(1);
        assertThat(err())
                .isEqualTo("error: job 'count' (JobID " + lastJob()
                        + ") failed: container_7 was killed; its logs: logs app-1\n");
    }

    @ParameterizedTest
    @CsvSource({"execution.checkpointing.dir, checkpoints", "execution.checkpointing.savepoint-dir, savepoints"})
    void aPlaceThatCannotBeIsToldBeforeAnythingIsSubmitted(String option, String what) {
        assertThat(flink(
                        "run",
                        "-t",
                        "fake",
                        "-D",
                        "execution.checkpointing.interval=1s",
                        "-D",
                        option + "=nowhere://x/y",
                        job(ONE_JOB)))
                .isEqualTo(1);
        assertThat(err())
                .startsWith("error: " + what + " cannot be written to nowhere://x/y (" + option
                        + "): there is no file system for the scheme 'nowhere'")
                .endsWith("; nothing was submitted\n")
                .hasLineCount(1);
        assertThat(cluster.deployed).isEmpty();
    }

    @Test
    void aFileSystemThatRefusesIsToldInOneLine() {
        String program = ONE_JOB.replace(
                "StreamExecutionEnvironment env",
                "if (true) throw new dev.weft.core.fs.FileSystemRefusedException(\"permission denied: x\");\n"
                        + "StreamExecutionEnvironment env");
        assertThat(flink("run", "-t", "fake", job(program))).isEqualTo(1);
        assertThat(err()).isEqualTo("error: permission denied: x; nothing was submitted\n");
    }

    @Test
    void aProgramOfTheDistributionIsFoundFromEverywhere() throws IOException {
        Files.createDirectories(dir.resolve("home/examples"));
        Path jar = Files.createFile(dir.resolve("home/examples/a.jar"));
        ClientSettings settings =
                new ClientSettings(Map.of("WEFT_HOME", dir.resolve("home").toString()), List.of());
        assertThat(settings.program("examples/a.jar")).isEqualTo(jar.toString());
        assertThat(settings.program("examples/none.jar")).isEqualTo("examples/none.jar");
    }

    @Test
    void aJobThatSomebodyCancelsIsNoSuccess() {
        cluster.answers.add(JobOutcome.ended(Verdict.CANCELED, 5, ""));
        assertThat(flink("run", "-t", "fake", job(ONE_JOB))).isEqualTo(1);
        assertThat(err())
                .isEqualTo("error: job 'count' (JobID " + lastJob() + ") was canceled; its logs: logs app-1\n");
    }

    @Test
    void detachedTheClientReturnsAfterTheSubmission() {
        assertThat(flink("run", "-t", "fake", "-d", job(ONE_JOB))).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "Job has been submitted with JobID " + lastJob(),
                        "The job goes on without this client; it is stopped by 'flink cancel -yid app-1 " + lastJob()
                                + "' or 'stop app-1'",
                        "result true");
    }

    @ParameterizedTest
    @CsvSource({"-rm, no_claim, NO_CLAIM", "-cm, CLAIM, CLAIM", "--restoreMode, legacy, LEGACY"})
    void theOwnerOfTheSavepointGoesWithTheJob(String option, String typed, RestoreMode mode) {
        assertThat(flink("run", "-t", "fake", "-d", option, typed, job(ONE_JOB)))
                .as(err())
                .isZero();
        assertThat(cluster.deployed.get(0).configuration().get(StateRecoveryOptions.RESTORE_MODE))
                .isEqualTo(mode);
    }

    @Test
    void whatTheClusterRefusesIsOneLine() {
        cluster.refuses = new WeftException(ErrorCode.EXTERNAL_SERVICE, "cannot reach the ResourceManager");
        assertThat(flink("run", "-t", "fake", job(ONE_JOB))).isEqualTo(1);
        assertThat(err()).isEqualTo("error: cannot reach the ResourceManager\n");
    }

    @Test
    void aProgramThatNeverExecutesIsNoSuccess() {
        assertThat(flink("run", "-t", "fake", job(FlinkCommand.main("System.out.println(\"hello\");"))))
                .isEqualTo(1);
        assertThat(out()).isEqualTo("hello\n");
        assertThat(err())
                .isEqualTo("error: main of a.Main has ended without a job: the program did not call execute()\n");
    }

    @Test
    void whatMainThrowsComesFirst() {
        assertThat(flink(
                        "run",
                        "-t",
                        "fake",
                        job(FlinkCommand.main("throw new IllegalArgumentException(\"no --input\");"))))
                .isEqualTo(1);
        assertThat(err().lines().map(String::strip))
                .containsExactly(
                        "java.lang.IllegalArgumentException: no --input",
                        "at program job.jar//a.Main.main(Main.java:1)",
                        "error: main of a.Main threw java.lang.IllegalArgumentException: no --input; nothing was"
                                + " submitted");
    }

    @Test
    void everyExecuteIsAnApplicationOfItsOwnOneAfterTheOther() {
        cluster.answers.add(JobOutcome.finished(1, Map.of()));
        String source = ONE_JOB.replace(
                "env.fromSequence", "env.fromSequence(1, 5).print(); env.execute(\"first\"); env.fromSequence");
        assertThat(flink("run", "-t", "fake", job(source))).isZero();
        assertThat(cluster.deployed).extracting(s -> s.graph().name()).containsExactly("first", "count");
        assertThat(out().indexOf("Program execution finished"))
                .isLessThan(out().lastIndexOf("Job has been submitted with JobID"));
    }

    @Test
    void jarsOfTheSettingsGoWithTheJob() {
        cluster.answers.add(JobOutcome.finished(1, Map.of()));
        Path library = new JarMaker(dir).jar("lib.jar", null, "b.Library", "package b; public class Library {}");
        assertThat(flink("run", "-t", "fake", "-D", "pipeline.jars=" + library, job(ONE_JOB)))
                .as(err())
                .isZero();
        assertThat(cluster.deployed.get(0).jars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("job.jar", "lib.jar");
    }

    @Test
    void anApplicationIsNamedByOptionOrByTheClustersOwnKey() {
        assertThat(flink("list", "-yid", "app-7", "-D", "execution.target=fake"))
                .isZero();
        assertThat(flink("list", "-D", "execution.target=fake", "-D", "fake.application=app-8"))
                .as(err())
                .isZero();
        assertThat(cluster.found)
                .containsExactly(new ApplicationRef("app-7", "-yid"), new ApplicationRef("app-8", "fake.application"));
    }

    @Test
    void infoShowsThePlanAloneOnStandardOutput() {
        String source = ONE_JOB.replace("env.fromSequence", "System.out.println(\"chatter\"); env.fromSequence");
        assertThat(flink("info", "-p", "2", job(source))).isZero();
        assertThat(out()).startsWith("{\"jid\":").contains("\"parallelism\":2").endsWith("}\n");
        assertThat(err()).isEqualTo("chatter\n");
        assertThat(cluster.deployed).isEmpty();
    }

    @Test
    void infoOfAProgramWithoutJobIsAnError() {
        assertThat(flink("info", job(FlinkCommand.main("")))).isEqualTo(1);
        assertThat(err())
                .isEqualTo("error: main of a.Main has ended without a job: the program did not call execute()\n");
    }

    @Test
    void runningAndScheduledJobsAreListed() {
        JobID running = JobID.fromHexString("0123456789abcdef0123456789abcdef");
        JobID done = JobID.fromHexString("1123456789abcdef0123456789abcdef");
        cluster.jobs.add(new JobLine(running, "count", JobStatus.RUNNING, 0));
        cluster.jobs.add(new JobLine(done, "old", JobStatus.FINISHED, 0));
        assertThat(flink("list", "-yid", "app-1")).isZero();
        assertThat(out().lines().map(line -> line.replaceAll("^[0-9.: ]{19} : ", "")))
                .containsExactly(
                        "Waiting for response...",
                        "------------------ Running/Restarting Jobs -------------------",
                        running.toHexString() + " : count (RUNNING)",
                        "--------------------------------------------------------------",
                        "No scheduled jobs.");
        command.forgetOutput();
        assertThat(flink("list", "-yid", "app-1", "-a")).isZero();
        assertThat(out())
                .contains(
                        "\n---------------------- Terminated Jobs -----------------------\n",
                        done.toHexString() + " : old (FINISHED)\n---");
        command.forgetOutput();
        cluster.jobs.clear();
        assertThat(flink("list", "-yid", "app-1", "-r")).isZero();
        assertThat(out()).isEqualTo("Waiting for response...\nNo running jobs.\n");
    }

    @Test
    void aRunningJobIsCanceledAndAnEndedOneIsNot() {
        String id = "0123456789abcdef0123456789abcdef";
        assertThat(flink("cancel", "-yid", "app-1", id)).isZero();
        assertThat(out()).isEqualTo("Cancelling job " + id + ".\nCancelled job " + id + ".\n");
        assertThat(cluster.canceled).containsExactly(JobID.fromHexString(id));
        command.forgetOutput();
        cluster.status = JobStatus.FINISHED;
        assertThat(flink("cancel", "-yid", "app-1", id)).isZero();
        assertThat(out()).isEqualTo("Job " + id + " has ended before: it is FINISHED\n");
    }

    @Test
    void aJobManagerThatDoesNotAnswerIsTold() {
        cluster.silent =
                new WeftException(ErrorCode.EXTERNAL_SERVICE, "the JobManager at node1:4711 cannot be reached");
        assertThat(flink("cancel", "-yid", "app-1", "0123456789abcdef0123456789abcdef"))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("error: the JobManager at node1:4711 cannot be reached\n");
    }
}
