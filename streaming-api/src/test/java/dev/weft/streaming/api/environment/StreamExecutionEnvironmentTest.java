package dev.weft.streaming.api.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.JobListener;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.program.Program;
import dev.weft.util.OptionalFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class StreamExecutionEnvironmentTest {
    private final RecordingExecutor executor = new RecordingExecutor();
    private final RecordingListener listener = new RecordingListener();

    private StreamExecutionEnvironment environment(Configuration configuration) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration, null, executor);
        env.registerJobListener(listener);
        return env;
    }

    private StreamExecutionEnvironment environment() {
        return environment(new Configuration());
    }

    @Test
    void executeSubmitsTheProgramWaitsAndGivesItsResult() throws Exception {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 3).print();

        JobExecutionResult result = env.execute("three numbers");

        assertThat(executor.submitted).extracting(Program::name).containsExactly("three numbers");
        assertThat(result.getJobID()).isEqualTo(executor.client.getJobID());
        assertThat(result.<Integer>getAccumulatorResult("count")).isEqualTo(3);
        assertThat(listener.heard).containsExactly("submitted", "executed");
    }

    @Test
    void withoutANameTheConfiguredOneIsTaken() throws Exception {
        StreamExecutionEnvironment env = environment(Configuration.fromMap(Map.of("pipeline.name", "configured")));
        env.fromSequence(1, 3).print();
        env.execute();

        assertThat(executor.submitted).extracting(Program::name).containsExactly("configured");
    }

    @Test
    void theJobsOwnFailureIsThrown() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 3).print();
        IOException failure = new IOException("the disk is full");
        executor.client.result.obtrudeException(failure);

        assertThatThrownBy(env::execute).isSameAs(failure);
        assertThat(listener.heard).containsExactly("submitted", "executed: the disk is full");
    }

    @Test
    void aRefusedSubmissionIsHeardAndThrown() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 3).print();
        executor.refusal = new IllegalStateException("queue 'x' is unknown");

        assertThatThrownBy(env::executeAsync).hasMessage("queue 'x' is unknown");
        assertThat(listener.heard).containsExactly("submitted: queue 'x' is unknown");
    }

    @Test
    void detachedExecuteDoesNotWait() throws Exception {
        StreamExecutionEnvironment env = environment(Configuration.fromMap(Map.of("execution.attached", "false")));
        env.fromSequence(1, 3).print();
        executor.client.result = new CompletableFuture<>();

        JobExecutionResult result = env.execute();

        assertThat(result.isJobExecutionResult()).isFalse();
        assertThatThrownBy(() -> result.getAccumulatorResult("count")).hasMessageContaining("detached");
    }

    @Test
    void anEnvironmentWithoutOperatorsHasNothingToExecute() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 3);

        assertThatThrownBy(env::execute).hasMessageContaining("no operators are defined");
    }

    @Test
    void anEnvironmentCanExecuteOneProgramAfterAnother() throws Exception {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 3).print();
        env.execute("first");
        env.fromSequence(4, 6).print();
        env.execute("second");

        assertThat(executor.submitted)
                .extracting(program -> program.nodes().size())
                .containsExactly(2, 2);
    }

    @Test
    void underACommandLineTheContextsEnvironmentIsTaken() {
        StreamExecutionEnvironment env = environment();
        Context.set(configuration -> env);
        try {
            assertThat(StreamExecutionEnvironment.getExecutionEnvironment()).isSameAs(env);
            assertThat(StreamExecutionEnvironment.areExplicitEnvironmentsAllowed())
                    .isFalse();
        } finally {
            Context.reset();
        }
        assertThat(StreamExecutionEnvironment.getExecutionEnvironment()).isInstanceOf(LocalStreamEnvironment.class);
    }

    @Test
    void withoutAnythingThatRunsProgramsTheErrorSaysWhatToAdd() {
        LocalStreamEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        env.fromSequence(1, 3).print();

        assertThatThrownBy(env::execute).hasMessageContaining("weft-runtime-core");
    }

    @Test
    void settingsComeFromTheConfigurationAndGoIntoIt() {
        StreamExecutionEnvironment env = environment(Configuration.fromMap(Map.of(
                "parallelism.default", "5",
                "pipeline.max-parallelism", "50",
                "execution.buffer-timeout.interval", "3 ms",
                "pipeline.global-job-parameters", "a:1,b:2")));

        assertThat(env.getParallelism()).isEqualTo(5);
        assertThat(env.getMaxParallelism()).isEqualTo(50);
        assertThat(env.getBufferTimeout()).isEqualTo(3);
        assertThat(env.getConfig().getGlobalJobParameters().toMap())
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        env.setParallelism(6).setBufferTimeout(-1);
        assertThat(env.getConfiguration().get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(6);
        assertThat(env.getBufferTimeout()).isEqualTo(-1);
    }

    @Test
    void impossibleSettingsAreRefusedWithTheirValue() {
        StreamExecutionEnvironment env = environment();

        assertThatThrownBy(() -> env.setParallelism(0)).hasMessageContaining("is 0");
        assertThatThrownBy(() -> env.setMaxParallelism(40000)).hasMessageContaining("40000");
        assertThatThrownBy(() -> env.setBufferTimeout(-2)).hasMessageContaining("-2");
        assertThatThrownBy(() -> env.fromSequence(3, 1)).hasMessageContaining("from 3 to 1");
        assertThatThrownBy(() -> env.fromData(List.of())).hasMessageContaining("TypeInformation");
    }

    /** Reaches what only subclasses may do. */
    @SuppressWarnings("try") // closing may be interrupted
    private static final class Context extends StreamExecutionEnvironment {
        static void set(StreamExecutionEnvironmentFactory factory) {
            initializeContextEnvironment(factory);
        }

        static void reset() {
            resetContextEnvironment();
        }
    }

    private static final class RecordingExecutor implements ProgramExecutor {
        final List<Program> submitted = new ArrayList<>();
        final FakeJobClient client = new FakeJobClient();
        RuntimeException refusal;

        @Override
        public JobClient submit(Program program, ClassLoader userClassLoader) {
            if (refusal != null) {
                throw refusal;
            }
            submitted.add(program);
            return client;
        }
    }

    private static final class RecordingListener implements JobListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onJobSubmitted(JobClient jobClient, Throwable throwable) {
            heard.add(throwable == null ? "submitted" : "submitted: " + throwable.getMessage());
        }

        @Override
        public void onJobExecuted(JobExecutionResult result, Throwable throwable) {
            heard.add(throwable == null ? "executed" : "executed: " + throwable.getMessage());
        }
    }

    private static final class FakeJobClient implements JobClient {
        private final JobID id = new JobID(1, 2);
        CompletableFuture<JobExecutionResult> result = CompletableFuture.completedFuture(
                new JobExecutionResult(id, 17, Map.of("count", OptionalFailure.of((Object) 3))));

        @Override
        public JobID getJobID() {
            return id;
        }

        @Override
        public CompletableFuture<JobStatus> getJobStatus() {
            return CompletableFuture.completedFuture(JobStatus.FINISHED);
        }

        @Override
        public CompletableFuture<Void> cancel() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<String> stopWithSavepoint(
                boolean advanceToEndOfEventTime, String savepointDirectory, SavepointFormatType formatType) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<String> triggerSavepoint(String savepointDirectory, SavepointFormatType formatType) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<Map<String, Object>> getAccumulators() {
            return CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
            return result;
        }
    }
}
