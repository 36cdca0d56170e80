package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Events;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.junit.jupiter.api.Test;

/** Everything runs on one manual loop, the blocking calls too: each is an event. */
class YarnResourceProviderTest {

    private static final WorkerSpec SPEC = new WorkerSpec(2, 1_000_000_000, 2);
    private static final Function<WorkerSpec, ContainerLaunchContext> LAUNCHES =
            spec -> ContainerLaunchContext.newInstance(
                    Collections.emptyMap(), Collections.emptyMap(), List.of("run"), Collections.emptyMap(), null, null);

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final FakeResourceManager rm = new FakeResourceManager();
    private final RecordingNodeManagers nodes = new RecordingNodeManagers();
    private final List<String> told = new ArrayList<>();
    private final List<WeftException> fatal = new ArrayList<>();
    private final Queue<Runnable> heldCalls = new ArrayDeque<>();
    private boolean holdCalls;

    private final YarnResourceProvider provider = new YarnResourceProvider(
            new Machine(
                    clock,
                    (name, faults) -> loop,
                    TaskThreads.system(),
                    (name, maxThreads) -> new Calls(),
                    new Random(1)),
            new YarnResourceProvider.Cluster(rm, nodes, List.of(new Node("/rack", "node-1"))),
            new RmSession.Patience(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofSeconds(5)),
            new ContainerLedger.Limits(Duration.ofSeconds(60), 10, Duration.ofSeconds(60)));

    private final class Calls implements IoExecutor {
        @Override
        public void execute(Runnable call) {
            if (holdCalls) {
                heldCalls.add(call);
            } else {
                loop.execute(call);
            }
        }

        @Override
        public void close() {}
    }

    private final class RecordingNodeManagers implements NodeManagers {
        private final Set<Container> running = new HashSet<>();
        private IOException startFailure;

        @Override
        public void accept(List<NMToken> tokens) {}

        @Override
        public void prepare() {}

        @Override
        public void start(Container container, ContainerLaunchContext context) throws IOException {
            IOException failure = startFailure;
            startFailure = null;
            if (failure != null) {
                throw failure;
            }
            running.add(container);
            told.add("started " + container.getId().getContainerId());
        }

        @Override
        public void stop(Container container) {
            running.remove(container);
            told.add("stopped " + container.getId().getContainerId());
        }

        @Override
        public boolean isRunning(Container container) {
            return running.contains(container);
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

    private void register(int count) {
        register(new WorkerDemand(SPEC, count));
    }

    private void register(WorkerDemand demand) {
        provider.register(new RmSession.Endpoint("am-host", 8081, "http://am-host:8081"), List.of(demand), 10);
        provider.launchBy(LAUNCHES);
    }

    /** Registered with one executor started, and nothing in the logs. */
    private void runWithOneExecutor() {
        register(1);
        provider.start(List.of(new WorkerDemand(SPEC, 1)), events);
        loop.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("starting 2 on node-1", "started 2");
        told.clear();
        rm.takeLog();
    }

    private List<String> tell() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    @Test
    void itRegistersAndAsksByNodeBeforeAnybodyListens() {
        register(2);
        loop.advance(Duration.ofMillis(100));

        assertThat(rm.takeLog())
                .containsExactly(
                        "register am-host:8081 http://am-host:8081",
                        "ask node-1=2 /rack=2 *=2",
                        "ask node-1=0 /rack=0 *=0");
    }

    @Test
    void whatHappenedBeforeSomebodyListensIsToldThen() {
        register(1);
        loop.advance(Duration.ofSeconds(1));
        assertThat(tell()).containsExactly("started 2");

        provider.start(List.of(new WorkerDemand(SPEC, 1)), events);
        loop.runAll();

        assertThat(tell()).containsExactly("starting 2 on node-1");
    }

    @Test
    void containersThatComeBeforeItIsKnownHowExecutorsAreStartedWait() {
        provider.register(
                new RmSession.Endpoint("am-host", 8081, "http://am-host:8081"), List.of(new WorkerDemand(SPEC, 2)), 10);
        loop.advance(Duration.ofSeconds(1));
        assertThat(tell()).isEmpty();

        provider.launchBy(LAUNCHES);
        loop.runAll();

        assertThat(tell()).containsExactly("started 2", "started 3");
    }

    @Test
    void aDemandThatChangesWhileTheRegistrationIsUnderWayIsNotOverwrittenByTheFirstOne() {
        holdCalls = true;
        register(1);
        provider.start(List.of(new WorkerDemand(SPEC, 1)), events);
        provider.declare(List.of(new WorkerDemand(SPEC, 3)));
        loop.advance(Duration.ofMillis(100));
        holdCalls = false;
        heldCalls.forEach(loop::execute);
        loop.advance(Duration.ofMillis(100));

        assertThat(rm.takeLog()).contains("ask node-1=3 /rack=3 *=3");
        assertThat(tell()).contains("started 2", "started 3", "started 4");
    }

    @Test
    void surplusIsGivenBackAtOnce() {
        rm.giveTooMany(1);
        register(1);
        loop.advance(Duration.ofMillis(100));

        assertThat(rm.takeLog()).contains("release 3");
        assertThat(tell()).containsExactly("started 2");
    }

    @Test
    void aLostContainerIsReplaced() {
        runWithOneExecutor();

        rm.end(2, 137);
        loop.advance(Duration.ofSeconds(2));

        assertThat(tell())
                .hasSize(3)
                .contains("starting 3 on node-1", "started 3")
                .first()
                .asString()
                .startsWith("ended requested=false exited with code 137");
    }

    @Test
    void aContainerThatCannotBeStartedIsGivenBackAndReplaced() {
        nodes.startFailure = new IOException("connection refused");
        register(1);
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));

        assertThat(tell())
                .containsExactly(
                        "starting 2 on node-1",
                        "ended requested=false was given up: connection refused",
                        "starting 3 on node-1",
                        "started 3");
        assertThat(rm.takeLog()).contains("release 2");
    }

    @Test
    void aLaunchThatCannotBeDescribedIsFatal() {
        provider.register(
                new RmSession.Endpoint("am-host", 8081, "http://am-host:8081"), List.of(new WorkerDemand(SPEC, 1)), 10);
        provider.launchBy(spec -> {
            throw new WeftException(ErrorCode.INVALID_CONFIGURATION, "'{{x}}' cannot be given to a container");
        });
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("'{{x}}'");
    }

    @Test
    void afterARestartOfTheResourceManagerEverythingIsSaidAgain() {
        rm.holdBack(true);
        register(1);
        loop.advance(Duration.ofSeconds(1));
        rm.takeLog();

        rm.restart();
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog())
                .containsExactly("register am-host:8081 http://am-host:8081", "ask node-1=1 /rack=1 *=1");
        rm.holdBack(false);
        loop.advance(Duration.ofSeconds(1));
        assertThat(tell()).containsExactly("started 2");
    }

    @Test
    void anOutageIsSurvived() {
        register(1);
        rm.goAway(true);
        loop.advance(Duration.ofSeconds(19));
        rm.goAway(false);
        loop.advance(Duration.ofSeconds(1));
        assertThat(tell()).containsExactly("started 2");

        rm.goAway(true);
        loop.advance(Duration.ofMinutes(14));
        rm.goAway(false);
        rm.end(2, 137);
        loop.advance(Duration.ofSeconds(3));

        assertThat(tell()).containsExactly("started 3");
    }

    @Test
    void anOutageThatIsTooLongIsFatal() {
        runWithOneExecutor();
        rm.goAway(true);
        loop.advance(Duration.ofMinutes(16));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("has not answered for");
    }

    @Test
    void aResourceManagerThatCannotBeReachedIsFatalAfterAWhile() {
        rm.goAway(true);
        register(1);
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(21));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("cannot register with the ResourceManager within 20 s");
    }

    @Test
    void aRegistrationWhoseAnswerIsLostCountsAsDone() {
        rm.loseAnswer();
        register(1);
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));

        assertThat(fatal).isEmpty();
        assertThat(tell()).containsExactly("starting 2 on node-1", "started 2");
    }

    @Test
    void aRegistrationWhoseAnswerIsLostAfterARestartCountsAsDone() {
        runWithOneExecutor();
        rm.restart();
        rm.refuse(new IOException("still starting"));
        rm.end(2, 137);
        loop.advance(Duration.ofMillis(60));
        rm.loseAnswer();
        loop.advance(Duration.ofSeconds(3));

        assertThat(fatal).isEmpty();
        assertThat(tell()).contains("started 3");
    }

    @Test
    void whatIsAskedForWhileAnAnswerIsMissingIsNotLost() {
        rm.holdBack(true);
        register(1);
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));
        rm.takeLog();

        rm.loseAnswer();
        loop.advance(Duration.ofMillis(40));
        provider.declare(List.of(new WorkerDemand(SPEC, 3)));
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog()).containsExactly("ask node-1=3 /rack=3 *=3");
    }

    @Test
    void anAttemptThatYarnDoesNotKnowIsFatalAndMayHaveBeenReplaced() {
        runWithOneExecutor();
        rm.replaceAttempt();
        loop.advance(Duration.ofSeconds(20));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("does not know this application attempt");
        assertThat(provider.applicationOver()).isNotDone();
    }

    @Test
    void anAttemptThatIsReplacedBeforeItRegistersDoesNotTryForLong() {
        rm.replaceAttempt();
        register(1);
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("does not know this application attempt");
    }

    @Test
    void anApplicationThatWasKilledIsOver() {
        runWithOneExecutor();
        rm.killApplication();
        loop.advance(Duration.ofSeconds(2));

        assertThat(fatal).hasSize(1);
        assertThat(provider.applicationOver()).isCompleted();
    }

    @Test
    void aProcessThatIsToldToEndLearnsAtOnceWhetherItsApplicationWasKilled() {
        runWithOneExecutor();
        loop.advance(Duration.ofMinutes(1));

        provider.hurry();
        loop.advance(Duration.ofMillis(50));
        assertThat(provider.applicationOver()).isNotDone();
        rm.killApplication();
        loop.advance(Duration.ofMillis(50));

        assertThat(provider.applicationOver()).isCompleted();
    }

    @Test
    void aSizeThatYarnRefusesIsFatalWithBothNumbers() {
        register(new WorkerDemand(new WorkerSpec(1, 9L << 30, 1), 1));
        provider.start(List.of(), events);
        loop.advance(Duration.ofSeconds(1));

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("9216 MB", "at most 8192 MB");
    }

    @Test
    void aSizeThatYarnRefusesLaterIsFatalWithYarnsReason() {
        runWithOneExecutor();
        provider.declare(List.of(new WorkerDemand(new WorkerSpec(1, 9L << 30, 1), 1)));
        loop.advance(Duration.ofSeconds(1));

        assertThat(fatal).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessageContaining("Cannot allocate containers");
            assertThat(failure.code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
        });
    }

    @Test
    void theOutcomeIsToldWithItsDiagnosticsAndTheApplicationIsOverWhenYarnHasStoredIt() {
        runWithOneExecutor();

        provider.finish(Outcome.CANCELED, "canceled by the user");
        loop.runAll();
        assertThat(rm.takeLog()).isEmpty();
        assertThat(provider.applicationOver()).isNotDone();
        loop.advance(Duration.ofMillis(10));

        assertThat(rm.takeLog()).containsExactly("finish KILLED canceled by the user");
        assertThat(tell()).containsExactly("finished");
        assertThat(provider.applicationOver()).isCompleted();
    }

    @Test
    void anOutcomeWhoseAnswerIsLostIsToldAgain() {
        runWithOneExecutor();
        rm.loseAnswer();

        provider.finish(Outcome.SUCCEEDED, "");
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog()).containsExactly("finish SUCCEEDED ");
        assertThat(tell()).containsExactly("finished");
        assertThat(provider.applicationOver()).isCompleted();
    }

    @Test
    void anOutcomeThatYarnDoesNotConfirmDoesNotEndTheApplication() {
        runWithOneExecutor();
        rm.goAway(true);

        provider.finish(Outcome.SUCCEEDED, "");
        loop.advance(Duration.ofMillis(4_900));
        assertThat(tell()).isEmpty();
        loop.advance(Duration.ofMillis(200));

        assertThat(tell()).containsExactly("finished");
        assertThat(provider.applicationOver()).isNotDone();
    }

    @Test
    void aRestartedResourceManagerIsToldTheOutcomeToo() {
        runWithOneExecutor();
        rm.restart();

        provider.finish(Outcome.SUCCEEDED, "");
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog()).containsExactly("register am-host:8081 http://am-host:8081", "finish SUCCEEDED ");
        assertThat(provider.applicationOver()).isCompleted();
    }

    @Test
    void theOutcomeWaitsForTheCallThatIsUnderWay() {
        runWithOneExecutor();
        holdCalls = true;
        loop.advance(Duration.ofSeconds(2));
        assertThat(heldCalls).hasSize(1);

        provider.finish(Outcome.SUCCEEDED, "");
        loop.runAll();
        assertThat(heldCalls).hasSize(1);
        holdCalls = false;
        heldCalls.remove().run();
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog()).containsExactly("finish SUCCEEDED ");
    }

    @Test
    void commandsAreTakenWhileTheResourceManagerDoesNotAnswer() {
        runWithOneExecutor();
        holdCalls = true;
        loop.advance(Duration.ofSeconds(2));
        provider.declare(List.of(new WorkerDemand(SPEC, 5)));
        provider.declare(List.of(new WorkerDemand(SPEC, 2)));
        loop.advance(Duration.ofSeconds(1));

        holdCalls = false;
        heldCalls.remove().run();
        loop.advance(Duration.ofSeconds(1));

        assertThat(rm.takeLog()).startsWith("ask node-1=1 /rack=1 *=1");
        assertThat(tell()).containsExactly("starting 3 on node-1", "started 3");
    }

    @Test
    void itLeavesWhenTheExecutorsHaveEndedOrHaveHadTimeTo() {
        runWithOneExecutor();
        provider.finish(Outcome.SUCCEEDED, "");
        loop.advance(Duration.ofSeconds(1));
        assertThat(tell()).containsExactly("finished");
        assertThat(provider.closed()).isNotDone();
        nodes.running.clear();
        loop.advance(Duration.ofMillis(20));

        assertThat(provider.closed()).isCompleted();
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void itDoesNotWaitForEverForAnExecutor() {
        runWithOneExecutor();
        provider.finish(Outcome.SUCCEEDED, "");
        loop.advance(Duration.ofSeconds(6));

        assertThat(provider.closed()).isCompleted();
    }

    @Test
    void anOutcomeBeforeTheRegistrationIsNotTold() {
        rm.goAway(true);
        register(1);
        provider.start(List.of(), events);
        provider.finish(Outcome.FAILED, "no REST port");
        loop.advance(Duration.ofMillis(20));

        assertThat(tell()).containsExactly("finished");
        assertThat(provider.closed()).isCompleted();
    }

    @Test
    void sessionAndLauncherAreCalledOnTheLoopOnly() {
        RmSession session = new RmSession(
                loop,
                new Calls(),
                rm,
                clock,
                new RmSession.Patience(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofSeconds(5)),
                new ContainerRequestTable(List.of()),
                null);
        ExecutorLauncher launcher = new ExecutorLauncher(loop, new Calls(), nodes, clock, null);
        String refused = "manual loop owns this object, but the thread "
                + Thread.currentThread().getName() + " has called it";
        assertThatThrownBy(session::allocate).hasMessage(refused);
        assertThatThrownBy(session::isReady).hasMessage(refused);
        assertThatThrownBy(() -> launcher.launchBy(LAUNCHES)).hasMessage(refused);
        assertThat(nodes.running).isEmpty();
    }
}
