package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.runtime.client.JobCancellationException;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole programs whose checkpoints cannot be stored where they are to be: what the user is told. */
@Timeout(60)
class BadStorageTest {

    @TempDir
    private Path directory;

    private static StreamExecutionEnvironment environment(String checkpoints, String... more) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        settings.setString("state.checkpoints.dir", checkpoints);
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "2147483647");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
        for (int i = 0; i < more.length; i += 2) {
            settings.setString(more[i], more[i + 1]);
        }
        return StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    }

    @Test
    void aDirectoryBelowAFileIsToldAtOnceWithItsOptionAndTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        StreamExecutionEnvironment environment = environment(file.toUri() + "/below");
        environment.fromSequence(1, Long.MAX_VALUE).print();
        assertThatThrownBy(() -> environment.execute("clicks"))
                .hasMessageStartingWith(
                        "job 'clicks' failed: the job cannot take checkpoints: checkpoints cannot be written to file:"
                                + file + "/below (execution.checkpointing.dir): ")
                .hasMessageEndingWith(" cannot be made: file:" + file + " is a file");
    }

    private static final CountDownLatch COUNTED = new CountDownLatch(100);

    /** Counts endless numbers by key. */
    private static void counting(StreamExecutionEnvironment environment) {
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .uid("numbers")
                .keyBy(number -> number % 7)
                .map(new Count())
                .uid("count")
                .name("count")
                .addSink(new SinkFunction<>() {})
                .uid("sink");
    }

    private static final class Count extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Long map(Long number) throws Exception {
            COUNTED.countDown();
            count.update(count.value() == null ? 1 : count.value() + 1);
            return count.value();
        }
    }

    @Test
    void aSavepointThatHasNoPlaceIsRefusedWithTheFileInTheWayAndTheJobGoesOn() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        StreamExecutionEnvironment environment =
                environment(directory.resolve("checkpoints").toUri().toString(), "restart-strategy.type", "none");
        counting(environment);
        JobClient client = environment.executeAsync();
        COUNTED.await();
        for (CompletableFuture<String> refused : List.of(
                client.triggerSavepoint(file + "/below", SavepointFormatType.CANONICAL),
                client.stopWithSavepoint(false, file + "/below", SavepointFormatType.CANONICAL))) {
            assertThatThrownBy(refused::get)
                    .hasMessageContaining("savepoints cannot be written to file:" + file + "/below: ")
                    .hasMessageContaining("file:" + file + " is a file");
        }
        assertThat(client.triggerSavepoint(directory.toString(), SavepointFormatType.CANONICAL)
                        .get())
                .startsWith("file:" + directory + "/savepoint-");
        client.cancel();
        assertThatThrownBy(client.getJobExecutionResult()::get).hasCauseInstanceOf(JobCancellationException.class);
        assertThat(file).hasContent("precious");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aSavepointWithADamagedFileFailsTheJobAtOnceAndIsLeftAsItIs() throws Exception {
        String checkpoints = directory.resolve("checkpoints").toUri().toString();
        StreamExecutionEnvironment before =
                environment(checkpoints, "execution.checkpointing.data-inline-threshold", "0 b");
        counting(before);
        JobClient client = before.executeAsync();
        COUNTED.await();
        Path savepoint = Path.of(URI.create(
                client.stopWithSavepoint(false, directory.toUri().toString()).get()));
        client.getJobExecutionResult().get();
        List<Path> files;
        try (Stream<Path> all = Files.list(savepoint)) {
            files = all.filter(file -> !file.endsWith("_metadata")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            damage(file);
        }

        StreamExecutionEnvironment after = environment(
                checkpoints,
                "execution.state-recovery.path",
                savepoint.toString(),
                "execution.state-recovery.claim-mode",
                "CLAIM");
        counting(after);
        assertThatThrownBy(() -> after.execute("goes on"))
                .hasMessageStartingWith("job 'goes on' failed in ")
                .hasMessageContaining("the state in file:" + savepoint)
                .hasMessageContaining(" is damaged at byte ");
        assertThat(files).allMatch(Files::exists);
    }
}
