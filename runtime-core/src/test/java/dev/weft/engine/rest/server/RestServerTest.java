package dev.weft.engine.rest.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.client.RestClient;
import dev.weft.engine.view.ClusterView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestServerTest {

    private final AtomicReference<ClusterView> published = new AtomicReference<>(Clusters.with(JobStatus.RUNNING));
    private final CountDownLatch looked = new CountDownLatch(3);
    private final LinkedBlockingQueue<JobID> cancelled = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<JobID> fetched = new LinkedBlockingQueue<>();
    private final ResultRequests results = new ResultRequests(Clock.system(), fetched::add);
    private BoundPort port;
    private RestServer server;
    private RestClient client;

    @BeforeEach
    void start() {
        port = BoundPort.take("127.0.0.1", "0");
        server = RestServer.start(
                port,
                new RestServer.Settings(new Release("1.2.3", "abc"), true, Duration.ofMinutes(1)),
                () -> {
                    looked.countDown();
                    return published.get();
                },
                new FakeCommands(cancelled),
                results,
                Machine.system());
        client = new RestClient(
                Clock.system(), "127.0.0.1", port.port(), Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientReadsWhatWasPublished() {
        assertThat(client.overview().version()).isEqualTo("1.2.3");
        assertThat(client.overview().slotsTotal()).isEqualTo(2);
        assertThat(client.jobs()).singleElement().satisfies(job -> {
            assertThat(job.jobId()).isEqualTo(Clusters.JOB);
            assertThat(job.name()).isEqualTo("words & <counts>");
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        });
        assertThat(client.job(Clusters.JOB).vertices()).hasSize(2);
        assertThat(client.status(Clusters.JOB)).isEqualTo(JobStatus.RUNNING);
        assertThat(client.plan(Clusters.JOB).asObject().text("type")).isEqualTo("BATCH");
        assertThat(client.exceptions(Clusters.JOB).failures()).isEmpty();
        published.set(Clusters.with(JobStatus.FAILED));
        assertThat(client.exceptions(Clusters.JOB).failures()).hasSize(2);
        assertThat(client.exceptions(Clusters.JOB).failures().get(0).task()).isEqualTo("Source: lines (1/2)");
        assertThat(client.exceptions(Clusters.JOB).failures().get(0).endpoint()).isEqualTo("node1:4711");
    }

    @Test
    void collectedResultsComeFromTheRunningJob() {
        CollectedResults results = client.fetchCollected(Clusters.JOB, "sink", 3);
        assertThat(new String(results.bytes(), StandardCharsets.UTF_8)).isEqualTo("sink after 3");
        published.set(Clusters.with(JobStatus.FINISHED));
        assertThat(client.fetchCollected(Clusters.JOB, "sink", 3).ended()).isTrue();
    }

    @Test
    void aResultThatIsWaitedForComesWhenTheJobEnds() throws Exception {
        assertThat(client.result(Clusters.JOB, Duration.ZERO)).isEmpty();
        assertThat(results.fetched(Clusters.JOB)).isFalse();
        CompletableFuture<Optional<JobResult>> result =
                CompletableFuture.supplyAsync(() -> client.result(Clusters.JOB, Duration.ofSeconds(20)));
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(results.awaited(Clusters.JOB, Duration.ZERO)).isTrue();
        published.set(Clusters.with(JobStatus.FINISHED));
        JobResult ended = result.get(10, TimeUnit.SECONDS).orElseThrow();
        assertThat(ended.outcome()).isEqualTo(JobResult.Outcome.SUCCEEDED);
        assertThat(ended.netRuntimeMs()).isEqualTo(4000);
        assertThat(ended.accumulators().get("lines").bytes()).containsExactly(1, 2, 3);
        assertThat(ended.failure()).isEmpty();
        assertThat(fetched.poll(10, TimeUnit.SECONDS)).isEqualTo(Clusters.JOB);
        assertThat(results.fetched(Clusters.JOB)).isTrue();
    }

    @Test
    void aSavepointIsTriggeredAndItsOutcomeIsAskedFor() {
        String trigger = client.triggerSavepoint(Clusters.JOB, Optional.of("hdfs:/a"), "NATIVE", false);
        assertThat(client.savepoint(Clusters.JOB, trigger, Duration.ofSeconds(5))
                        .location())
                .contains("hdfs:/a/savepoint");
        assertThat(results.fetched(Clusters.JOB)).isFalse();
        String checkpoint = client.triggerCheckpoint(Clusters.JOB, "FULL");
        assertThat(client.checkpoint(Clusters.JOB, checkpoint, Duration.ofSeconds(5))
                        .checkpointId())
                .hasValue(26);
        assertThat(client.disposal(client.triggerDisposal("hdfs:/b"), Duration.ofSeconds(5))
                        .failure())
                .contains("savepoint 'hdfs:/b' was not disposed: it is gone");
    }

    @Test
    void whoeverStopsAJobHasItsResultWhenItHasTheSavepoint() throws Exception {
        String trigger = client.triggerStop(Clusters.JOB, Optional.empty(), "CANONICAL", true);
        assertThat(results.awaited(Clusters.JOB, Duration.ofMinutes(1))).isTrue();
        assertThat(client.savepoint(Clusters.JOB, trigger, Duration.ofSeconds(5))
                        .location())
                .contains("default/drained");
        assertThat(fetched.poll(10, TimeUnit.SECONDS)).isEqualTo(Clusters.JOB);
    }

    @Test
    void aResultIsFetchedWhenAllWhoWaitedForItHaveIt() {
        results.onWaitBegun(Clusters.JOB);
        results.onSent(Clusters.JOB);
        assertThat(results.fetched(Clusters.JOB)).isFalse();
        results.onWaitEnded(Clusters.JOB);
        results.onSent(Clusters.JOB);
        assertThat(results.fetched(Clusters.JOB)).isTrue();
        assertThat(fetched).containsExactly(Clusters.JOB);
    }

    @Test
    void aResultThatIsWaitedForTooLongIsStillInProgress() {
        assertThat(client.result(Clusters.JOB, Duration.ofMillis(30))).isEmpty();
        assertThat(results.fetched(Clusters.JOB)).isFalse();
    }

    @Test
    void aFailureCarriesTheUsersStack() {
        published.set(Clusters.with(JobStatus.FAILED));
        JobResult result = client.result(Clusters.JOB, Duration.ZERO).orElseThrow();
        assertThat(result.outcome()).isEqualTo(JobResult.Outcome.FAILED);
        JobResult.Cause cause = result.failure().orElseThrow();
        assertThat(cause.stackTrace()).startsWith("java.lang.IllegalStateException: bad");
        assertThat(cause.exception().bytes()).containsExactly(4, 5);
    }

    @Test
    void cancellingReachesTheCluster() throws Exception {
        client.cancel(Clusters.JOB);
        assertThat(cancelled.poll(10, TimeUnit.SECONDS)).isEqualTo(Clusters.JOB);
    }

    @Test
    void aJobThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> client.status(new JobID(1, 2)))
                .isInstanceOf(WeftException.class)
                .hasMessageEndingWith("(404): Job 00000000000000010000000000000002 not found");
    }

    @Test
    void badRequestsGetAnAnswerAndKeepAliveServesSeveral() throws IOException {
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("DELETE /jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("allow: GET, HEAD, PATCH");
        assertThat(raw("HEAD /overview HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
        String two = raw(
                "GET /overview HTTP/1.1\r\nHost: x\r\n\r\nGET /jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(two.split("HTTP/1.1 200", -1)).hasSize(3);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()), 5000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPortIsTakenBeforeAnybodyAnswersAndEarlyClientsWait() throws Exception {
        BoundPort early = BoundPort.take("127.0.0.1", "0");
        RestClient first = new RestClient(
                Clock.system(), "127.0.0.1", early.port(), Duration.ofSeconds(20), Duration.ofSeconds(20));
        CompletableFuture<Integer> answer =
                CompletableFuture.supplyAsync(() -> first.overview().executors());
        try (RestServer late = RestServer.start(
                early,
                new RestServer.Settings(Release.current(), true, Duration.ofMinutes(1)),
                published::get,
                new FakeCommands(cancelled),
                results,
                Machine.system())) {
            assertThat(late).isNotNull();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aRangeOfPortsIsTriedUntilOneIsFree() {
        int taken = port.port();
        assertThatThrownBy(() -> BoundPort.take("127.0.0.1", String.valueOf(taken)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith(
                        "no port of '" + taken + "' (rest.bind-port) is free on 127.0.0.1 (rest.bind-address): ");
        try (BoundPort next = BoundPort.take("127.0.0.1", taken + ",0")) {
            assertThat(next.port()).isNotEqualTo(taken);
        }
        assertThatThrownBy(() -> BoundPort.take("127.0.0.1", "50100-x"))
                .hasMessage("rest.bind-port = '50100-x': 'x' is not a port from 0 to 65535; write e.g. 50100-50200");
    }
}
