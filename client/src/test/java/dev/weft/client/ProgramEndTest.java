package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.JobOutcome.Verdict;
import dev.weft.engine.protocol.ExceptionCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit code and what is told, after how a program and its jobs have ended. */
class ProgramEndTest {

    /** A program with an exception class of its own, which it looks for when its job has failed. */
    private static final String CATCHES = """
        package a;
        import dev.weft.runtime.client.JobExecutionException;
        import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
        public class Main {
            public static class NoEvens extends RuntimeException {
                NoEvens(long n) { super("no to " + n); }
            }
            static boolean odd(long n) {
                if (n % 2 == 0) throw new NoEvens(n);
                return true;
            }
            public static void main(String[] args) throws Exception {
                StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                env.fromSequence(2, 2).filter(n -> odd(n)).addSink(
                        new dev.weft.streaming.api.functions.sink.SinkFunction<Long>() {});
                try {
                    env.execute("catches");
                } catch (JobExecutionException failed) {
                    for (Throwable t = failed; t != null; t = t.getCause()) {
                        if (t instanceof NoEvens mine) {
                            System.out.println("caught " + mine.getMessage() + " at " + mine.getStackTrace()[0].getMethodName());
                        }
                    }
                }
            }
        }
        """;

    @TempDir
    private Path dir;

    private final FlinkCommand flink = new FlinkCommand();

    @Test
    void aLocalJobThatFailsShowsTheUsersExceptionAndExitsWithOne() {
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "env.fromSequence(1, 10).filter(n -> { throw new IllegalStateException(\"no to \" + n); }).print();\n"
                + "env.execute(\"refuses\");");
        assertThat(flink.run("run", "-t", "local", FlinkCommand.jar(dir, source)))
                .isEqualTo(1);
        assertThat(flink.err())
                .contains("java.lang.IllegalStateException: no to ")
                .contains("job 'refuses' failed");
    }

    @Test
    void aLocalJobThatIsRefusedIsToldInOneLine() {
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "env.fromSequence(1, 3).print();\n"
                + "env.execute(\"refused\");");
        assertThat(flink.run(
                        "run",
                        "-t",
                        "local",
                        "-Dexecution.checkpointing.timeout=1 s",
                        "-Dexecution.checkpointing.min-pause=2 s",
                        FlinkCommand.jar(dir, source)))
                .isEqualTo(1);
        assertThat(flink.err().lines())
                .singleElement()
                .asString()
                .contains("execution.checkpointing.timeout is 1000 ms, less than");
    }

    @Test
    void aLocalJobWhoseCheckpointsHaveNoPlaceIsToldInOneLine() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "precious");
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "env.enableCheckpointing(10);\n"
                + "env.fromSequence(1, Long.MAX_VALUE).print();\n"
                + "env.execute(\"nowhere\");");
        assertThat(flink.run(
                        "run",
                        "-t",
                        "local",
                        "-Dexecution.checkpointing.dir=" + file.toUri() + "/below",
                        FlinkCommand.jar(dir, source)))
                .isEqualTo(1);
        assertThat(flink.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: job 'nowhere' failed: the job cannot take checkpoints: ")
                .contains("execution.checkpointing.dir")
                .endsWith("cannot be made: file:" + file + " is a file");
    }

    @Test
    void everyRestartOfALocalJobIsToldWithWhatFailedAndWhenItGoesOn() {
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "env.fromSequence(1, 10).filter(n -> { throw new IllegalStateException(\"no to \" + n); }).name(\"picky\")"
                + ".print();\n"
                + "env.execute(\"refuses\");");
        assertThat(flink.run(
                        "run",
                        "-t",
                        "local",
                        "-p",
                        "1",
                        "-Drestart-strategy.type=fixed-delay",
                        "-Drestart-strategy.fixed-delay.attempts=2",
                        "-Drestart-strategy.fixed-delay.delay=1 ms",
                        FlinkCommand.jar(dir, source)))
                .isEqualTo(1);
        assertThat(flink.err().lines().filter(line -> line.startsWith("Job 'refuses' [")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("] restarts 1 of 1 tasks in 1 ms, restart 1: Source: ")
                                .contains("picky")
                                .contains("(1/1): java.lang.IllegalStateException: no to 1 (in operator 'picky'")
                                .endsWith("Without a complete checkpoint they begin anew from their sources; what they"
                                        + " had in state is lost"),
                        second -> assertThat(second).contains("restart 2: "));
        assertThat(flink.out()).isEmpty();
    }

    @Test
    void theClientWaitsForLocalJobsThatTheProgramDoesNotWaitFor() {
        // The job goes on when main has returned: its thread has got its own class loader back then.
        String source = """
            package a;
            import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
            public class Main {
                static Thread main;
                static boolean awaitReturn() {
                    while (main.getContextClassLoader() == Main.class.getClassLoader()) {
                        Thread.onSpinWait();
                    }
                    return true;
                }
                public static void main(String[] args) throws Exception {
                    main = Thread.currentThread();
                    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                    env.fromSequence(1, 3).filter(n -> awaitReturn()).print();
                    env.executeAsync();
                }
            }
            """;
        assertThat(flink.run("run", "-t", "local", "-p", "1", FlinkCommand.jar(dir, source)))
                .as(flink.err())
                .isZero();
        assertThat(flink.out().lines()).containsExactly("1", "2", "3");
    }

    @Test
    void aLocalJobThatFailsBehindTheProgramsBackIsToldToo() {
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "env.fromSequence(1, 3).filter(n -> { throw new IllegalStateException(\"no\"); }).print();\n"
                + "env.executeAsync(\"behind\");");
        assertThat(flink.run("run", "-t", "local", FlinkCommand.jar(dir, source)))
                .isEqualTo(1);
        assertThat(flink.err())
                .startsWith("java.lang.IllegalStateException: no\n\tat ")
                .contains("error: job 'behind' failed in ");
    }

    @Test
    void aProgramThatCatchesItsFailedLocalJobFindsItsOwnExceptionAndEndsWithZero() {
        assertThat(flink.run("run", "-t", "local", FlinkCommand.jar(dir, CATCHES)))
                .as(flink.err())
                .isZero();
        assertThat(flink.out()).isEqualTo("caught no to 2 at odd\n");
        assertThat(flink.err()).isEmpty();
    }

    @Test
    void aProgramThatCatchesItsFailedJobFindsTheExceptionOfTheTaskAndEndsWithZero() {
        Throwable thrown = new IllegalStateException("outer", new NoSuchElementException("no to 2"));
        flink.cluster()
                .answers
                .add(JobOutcome.ended(
                        Verdict.FAILED,
                        5,
                        "outer",
                        "java.lang.IllegalStateException: outer",
                        ExceptionCodec.encode(thrown)));
        String source = CATCHES.replace("instanceof NoEvens", "instanceof java.util.NoSuchElementException");
        assertThat(flink.run("run", "-t", "fake", FlinkCommand.jar(dir, source)))
                .as(flink.err())
                .isZero();
        assertThat(flink.out())
                .endsWith("caught no to 2 at "
                        + "aProgramThatCatchesItsFailedJobFindsTheExceptionOfTheTaskAndEndsWithZero\n");
        assertThat(flink.err()).isEmpty();
    }

    @Test
    void aLocalJobThatTheProgramCancelsIsNoFailure() {
        String source = FlinkCommand.main("var env = dev.weft.streaming.api.environment.StreamExecutionEnvironment"
                + ".getExecutionEnvironment();\n"
                + "try (var numbers = env.fromSequence(1, Long.MAX_VALUE).executeAndCollect()) {\n"
                + "    System.out.println(numbers.next());\n"
                + "}");
        assertThat(flink.run("run", "-t", "local", "-p", "1", FlinkCommand.jar(dir, source)))
                .as(flink.err())
                .isZero();
        assertThat(flink.out()).isEqualTo("1\n");
        assertThat(flink.err()).isEmpty();
    }
}
