package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;

class StartupPollerTest {

    private final FakeYarnLink link = new FakeYarnLink();
    private final List<String> lines = new ArrayList<>();
    private long nowMs;

    private ApplicationReport await() throws Exception {
        Clock clock = new Clock() {
            @Override
            public long nanoTime() {
                return nowMs * 1_000_000;
            }

            @Override
            public long epochMs() {
                return nowMs;
            }
        };
        return new StartupPoller(link, lines::add, clock, ms -> nowMs += ms).await(FakeYarnLink.ID);
    }

    @Test
    void tellsEveryStateOnceAndTheWebAddressAtLast() throws Exception {
        link.then(YarnApplicationState.NEW_SAVING, "")
                .then(YarnApplicationState.SUBMITTED, "")
                .then(YarnApplicationState.SUBMITTED, "")
                .then(YarnApplicationState.ACCEPTED, "waiting")
                .then(YarnApplicationState.RUNNING, "");
        assertThat(await().getYarnApplicationState()).isEqualTo(YarnApplicationState.RUNNING);
        assertThat(lines)
                .containsExactly(
                        "Application application_1700000000000_0007 is SUBMITTED",
                        "Application application_1700000000000_0007 is ACCEPTED",
                        "Application application_1700000000000_0007 is RUNNING; web address:"
                                + " http://rm:8088/proxy/application_1700000000000_0007/",
                        "JobManager Web Interface: http://node:8081");
    }

    @Test
    void tellsYarnsReasonWhenTheApplicationStaysAcceptedForTwoSeconds() throws Exception {
        for (int i = 0; i < 39; i++) {
            link.then(
                    YarnApplicationState.ACCEPTED, "Queue's AM resource limit exceeded.\n  Details : AM limit = 1024");
        }
        int untold = lines.size();
        link.then(YarnApplicationState.RUNNING, "");
        await();
        assertThat(lines).hasSize(untold + 3);
        lines.clear();
        nowMs = 0;
        link.script.clear();
        for (int i = 0; i < 60; i++) {
            link.then(
                    YarnApplicationState.ACCEPTED, "Queue's AM resource limit exceeded.\n  Details : AM limit = 1024");
        }
        link.then(YarnApplicationState.ACCEPTED, "Skipping AM assignment as cluster resource is empty.")
                .then(YarnApplicationState.RUNNING, "");
        await();
        assertThat(lines.subList(1, 3))
                .containsExactly(
                        "Waiting for YARN to start the JobManager: Queue's AM resource limit exceeded. Details : AM"
                                + " limit = 1024",
                        "Waiting for YARN to start the JobManager: Skipping AM assignment as cluster resource is empty.");
    }

    @Test
    void anApplicationThatRunsWithoutAnAddressIsNotThereYet() throws Exception {
        ApplicationReport early =
                FakeYarnLink.report(YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED, "");
        early.setRpcPort(-1);
        link.script.add(early);
        link.then(YarnApplicationState.RUNNING, "");
        assertThat(await().getRpcPort()).isEqualTo(4711);
    }

    @Test
    void anEndIsAnAnswerToo() throws Exception {
        link.then(YarnApplicationState.ACCEPTED, "").then(YarnApplicationState.FAILED, "AM Container exited with 1");
        assertThat(await().getYarnApplicationState()).isEqualTo(YarnApplicationState.FAILED);
        assertThat(lines).endsWith("Application application_1700000000000_0007 is FAILED");
    }

    @Test
    void looksOftenAtFirstAndRarelyLater() {
        assertThat(StartupPoller.pauseMs(0)).isEqualTo(50);
        assertThat(StartupPoller.pauseMs(5_000)).isEqualTo(200);
        assertThat(StartupPoller.pauseMs(30_000)).isEqualTo(1_000);
        assertThat(StartupPoller.pauseMs(600_000)).isEqualTo(3_000);
    }
}
