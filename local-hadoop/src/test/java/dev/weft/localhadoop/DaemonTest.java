package dev.weft.localhadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonTest {

    private Layout layout;
    private Daemon daemon;

    @BeforeEach
    void makeDirectories(@TempDir Path dir) throws Exception {
        layout = new Layout(dir, dir.resolve("lib"));
        Files.createDirectories(layout.pids());
        Files.createDirectories(layout.logs());
        daemon = new Daemon(Role.NAME_NODE, layout);
    }

    @Test
    void withoutAPidFileNothingRuns() throws Exception {
        assertThat(daemon.process()).isEmpty();
    }

    @Test
    void aPidThatNowBelongsToAnotherProgramIsNotOurs() throws Exception {
        writePid(Long.toString(ProcessHandle.current().pid()));

        assertThat(daemon.process()).isEmpty();
    }

    @Test
    void stoppingForgetsAForeignPidAndLeavesItsProcessAlone() throws Exception {
        writePid(Long.toString(ProcessHandle.current().pid()));

        daemon.stop(Duration.ofSeconds(1));

        assertThat(layout.pids()).isEmptyDirectory();
    }

    @Test
    void aDamagedPidFileCountsAsNone() throws Exception {
        writePid("not a number");

        assertThat(daemon.process()).isEmpty();
    }

    private void writePid(String text) throws Exception {
        Files.writeString(layout.pids().resolve("namenode.pid"), text);
    }
}
