package dev.weft.yarn.common.launch;

import java.time.Duration;
import java.time.Instant;

/** Wall-clock and CPU time since the start of this process, for log lines about start-up time. */
public record ProcessAge(Duration wall, Duration cpu) {

    public static ProcessAge now() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        return new ProcessAge(
                self.startInstant()
                        .map(start -> Duration.between(start, Instant.now()))
                        .orElse(Duration.ZERO),
                self.totalCpuDuration().orElse(Duration.ZERO));
    }

    @Override
    public String toString() {
        return wall.toMillis() + " ms after its start, with " + cpu.toMillis() + " ms of CPU";
    }
}
