package dev.weft.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerProcessTest {

    private Layout layout;
    private BrokerProcess broker;

    @BeforeEach
    void makeProcess(@TempDir Path dir) {
        layout = new Layout(dir, dir.resolve("lib"));
        broker = new BrokerProcess(layout);
    }

    @Test
    void withoutAPidFileNothingRuns() throws Exception {
        assertThat(broker.handle()).isEmpty();
    }

    @Test
    void aPidThatNowBelongsToAnotherProgramIsNotOurs() throws Exception {
        Files.writeString(layout.pid(), Long.toString(ProcessHandle.current().pid()));

        assertThat(broker.handle()).isEmpty();
    }

    @Test
    void stoppingForgetsAForeignPidAndLeavesItsProcessAlone() throws Exception {
        Files.writeString(layout.pid(), Long.toString(ProcessHandle.current().pid()));

        broker.stop(Duration.ofSeconds(1));

        assertThat(layout.pid()).doesNotExist();
    }

    @Test
    void aDamagedPidFileCountsAsNone() throws Exception {
        Files.writeString(layout.pid(), "not a number");

        assertThat(broker.handle()).isEmpty();
    }
}
