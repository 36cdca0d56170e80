package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Events;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YarnResourceProviderTest {

    private static final WorkerSpec SPEC = new WorkerSpec(2, 1_000_000_000, 2);

    private final FakeResourceManager rm = new FakeResourceManager();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<WeftException> fatal = new LinkedBlockingQueue<>();
    private volatile IOException startFailure;

    private final YarnResourceProvider provider = new YarnResourceProvider(new YarnResourceProvider.Cluster(
            Clock.system(),
            () -> new Configuration(false),
            hadoop -> rm,
            hadoop -> new RecordingNodeManagers(),
            List.of(new Node("/rack", "node-1")),
            new RmSession.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
            new ContainerLedger.Limits(Duration.ofSeconds(60), 10, Duration.ofSeconds(60))));

    private final class RecordingNodeManagers implements NodeManagers {
        @Override
        public void accept(List<NMToken> tokens) {}

        @Override
        public void start(Container container, ContainerLaunchContext context) throws IOException {
            IOException failure = startFailure;
            startFailure = null;
            if (failure != null) {
                throw failure;
            }
            told.add("started " + container.getId().getContainerId());
        }

        @Override
        public void stop(Container container) {}

        @Override
        public boolean isRunning(Container container) {
            return false;
        }

        @Override
        public void close() {}
    }

    private final Events events = new Events() {
        @Override
        public void onWorkerStarting(ExecutorId worker, WorkerSpec spec, String host) {
            told.add("starting " + worker.text().substring(worker.text().length() - 1) + " on " + host);
        }

        @Override
        public void onWorkerEnded(ExecutorId worker, boolean requested, String reason) {
            told.add("ended requested=" + requested + " " + reason);
        }

        @Override
        public void onFatal(WeftException failure) {
            fatal.add(failure);
        }

        @Override
        public void onFinished() {
            told.add("finished");
        }
    };

    private void open(int count) {
        open(new WorkerDemand(SPEC, count));
    }

    private void open(WorkerDemand demand) {
        provider.open();
        provider.register(new RmSession.Endpoint("am-host", 8081, "http://am-host:8081"), List.of(demand), 10);
        provider.launchBy(spec -> ContainerLaunchContext.newInstance(
                Collections.emptyMap(), Collections.emptyMap(), List.of("run"), Collections.emptyMap(), null, null));
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        String event = queue.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event within 10 s").isNotNull();
        return event;
    }

    private static String until(BlockingQueue<String> queue, String prefix) throws InterruptedException {
        String event = next(queue);
        while (!event.startsWith(prefix)) {
            event = next(queue);
        }
        return event;
    }

    @AfterEach
    void end() {
        provider.finish(Outcome.SUCCEEDED, "");
    }

    @Test
    void itRegistersAndAsksByNodeBeforeAnybodyListens() throws InterruptedException {
        open(2);

        assertThat(next(rm.log)).isEqualTo("register am-host:8081 http://am-host:8081");
        assertThat(next(rm.log)).isEqualTo("ask node-1=2 /rack=2 *=2");
        assertThat(next(rm.log)).isEqualTo("ask node-1=0 /rack=0 *=0");
    }

    @Test
    void whatHappenedBeforeSomebodyListensIsToldThen() throws InterruptedException {
        open(1);
        until(told, "started 2");

        provider.start(List.of(new WorkerDemand(SPEC, 1)), events);

        assertThat(next(told)).isEqualTo("starting 2 on node-1");
    }

    @Test
    void surplusIsGivenBackAtOnce() throws InterruptedException {
        rm.giveTooMany(1);
        open(1);

        assertThat(until(rm.log, "release")).isEqualTo("release 3");
    }

    @Test
    void aLostContainerIsReplaced() throws InterruptedException {
        open(1);
        provider.start(List.of(), events);
        assertThat(List.of(next(told), next(told))).containsExactlyInAnyOrder("starting 2 on node-1", "started 2");

        rm.end(2, 137);

        assertThat(until(told, "ended")).startsWith("ended requested=false exited with code 137");
        assertThat(until(told, "started")).isEqualTo("started 3");
    }

    @Test
    void aContainerThatCannotBeStartedIsGivenBackAndReplaced() throws InterruptedException {
        startFailure = new IOException("connection refused");
        open(1);
        provider.start(List.of(), events);

        assertThat(until(told, "ended")).contains("was given up: connection refused");
        assertThat(until(rm.log, "release")).isEqualTo("release 2");
        assertThat(until(told, "started")).isEqualTo("started 3");
    }

    @Test
    void afterARestartOfTheResourceManagerEverythingIsSaidAgain() throws InterruptedException {
        rm.holdBack(true);
        open(1);
        until(rm.log, "ask node-1=1");

        rm.forgetEverything();

        assertThat(until(rm.log, "register")).isNotEmpty();
        assertThat(until(rm.log, "ask")).isEqualTo("ask node-1=1 /rack=1 *=1");
    }

    @Test
    void anOutageIsSurvived() throws InterruptedException {
        rm.refuse(new IOException("no route to host"));
        open(1);

        assertThat(until(told, "started")).isEqualTo("started 2");
    }

    @Test
    void anAttemptThatYarnHasEndedIsFatal() throws InterruptedException {
        rm.refuse(new ApplicationAttemptNotFoundException("gone"));
        open(1);
        provider.start(List.of(), events);

        assertThat(fatal.poll(10, TimeUnit.SECONDS)).hasMessageContaining("does not know this application attempt");
    }

    @Test
    void aRefusedSizeIsFatalWithYarnsReason() throws InterruptedException {
        rm.refuse(new InvalidResourceRequestException("Invalid resource request! Cannot allocate containers"));
        open(1);
        provider.start(List.of(), events);

        assertThat(fatal.poll(10, TimeUnit.SECONDS))
                .hasMessageContaining("Cannot allocate containers")
                .extracting(WeftException::code)
                .isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
    }

    @Test
    void moreThanYarnGivesIsRefusedWithBothNumbers() throws InterruptedException {
        open(new WorkerDemand(new WorkerSpec(1, 9L << 30, 1), 1));
        provider.start(List.of(), events);

        assertThat(fatal.poll(10, TimeUnit.SECONDS))
                .hasMessageContaining("9216 MB")
                .hasMessageContaining("at most 8192 MB");
    }

    @Test
    void theOutcomeIsToldWithItsDiagnostics() throws InterruptedException {
        open(1);
        provider.start(List.of(), events);
        until(told, "started");

        provider.finish(Outcome.CANCELED, "canceled by the user");

        assertThat(until(told, "finished")).isEqualTo("finished");
        assertThat(until(rm.log, "finish")).isEqualTo("finish KILLED canceled by the user");
    }
}
