package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole programs whose checkpoints cannot be stored where they are to be: what the user is told. */
@Timeout(60)
class BadStorageTest {

    @TempDir
    private Path directory;

    private StreamExecutionEnvironment environment(String checkpoints) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        settings.setString("state.checkpoints.dir", checkpoints);
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "2147483647");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
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
}
