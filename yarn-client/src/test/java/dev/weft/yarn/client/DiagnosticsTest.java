package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticsTest {

    private static final String EXITED = """
            Application application_1_0008 failed 1 times (global limit =2; local limit is =1) due to AM Container for \
            appattempt_1_0008_000001 exited with  exitCode: 1
            Failing this attempt.Diagnostics: [2026-11-21 00:07:58.548]Exception from container-launch.
            Container id: container_1_0008_01_000001
            Exit code: 1

            [2026-11-21 00:07:58.550]Container exited with a non-zero exit code 1. Error file: prelaunch.err.
            Last 4096 bytes of prelaunch.err :
            %s
            For more detailed output, check the application tracking page: http://rm:8088/cluster/app/application_1_0008
            . Failing the application.""";

    @Test
    void theContainersExitIsExplained() {
        assertThat(Diagnostics.summary(EXITED.formatted("")))
                .isEqualTo("its container exited with code 1: it did not start");
        assertThat(Diagnostics.summary(EXITED.formatted("java: command not found")))
                .isEqualTo("its container exited with code 1: it did not start: java: command not found");
    }

    @Test
    void anyOtherReasonIsToldInOneLine() {
        assertThat(Diagnostics.summary("Application rejected:\n  unknown queue"))
                .isEqualTo("Application rejected: unknown queue");
        assertThat(Diagnostics.summary("")).isEqualTo("YARN tells no reason");
    }

    @Test
    void whileAnApplicationWaitsTheEndOfAnAttemptIsNoReason() {
        assertThat(Diagnostics.waiting(EXITED.formatted(""))).isEmpty();
        assertThat(Diagnostics.waiting("User's AM resource limit exceeded."))
                .isEqualTo("User's AM resource limit exceeded.");
    }
}
