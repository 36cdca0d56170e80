package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.configuration.OutOfMemory.Process;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.appmaster.ContainerLedger.Effect;
import dev.weft.yarn.appmaster.ContainerLedger.Grant;
import dev.weft.yarn.appmaster.ContainerLedger.Limits;
import dev.weft.yarn.common.launch.ContainerExit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLedgerTest {

    private static final WorkerSpec SMALL = new WorkerSpec(1, 1L << 30, 1);
    private static final WorkerSpec LARGE = new WorkerSpec(4, 4L << 30, 4);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ContainerLedger ledger =
            new ContainerLedger(new Limits(Duration.ofSeconds(60), 2, Duration.ofSeconds(60)));

    private static ExecutorId id(int n) {
        return new ExecutorId("container_1_0001_01_%06d".formatted(n));
    }

    private static Grant grant(int n) {
        return new Grant(id(n), SMALL, "node");
    }

    private List<Effect> demand(int count) {
        return ledger.onDemand(List.of(new WorkerDemand(SMALL, count)));
    }

    private List<Effect> granted(int... ns) {
        return ledger.onGranted(
                Arrays.stream(ns).mapToObj(ContainerLedgerTest::grant).toList(), 0);
    }

    private List<Effect> completed(int n, int status) {
        return ledger.onCompleted(id(n), ContainerExit.of(Process.TASKMANAGER, status, ""), 0);
    }

    @Test
    void aDemandIsAskedForOnce() {
        assertThat(demand(2)).containsExactly(new Effect.Ask(SMALL, 2));
        assertThat(demand(2)).isEmpty();
    }

    @Test
    void aGrantIsLaunchedAndItsRequestTakenBackInTheSameStep() {
        demand(2);

        assertThat(granted(1)).containsExactly(new Effect.Launch(grant(1)), new Effect.Ask(SMALL, 1));
    }

    @Test
    void aSurplusGrantIsReleasedWithoutBeingLaunched() {
        demand(1);

        assertThat(granted(1, 2))
                .containsExactly(new Effect.Launch(grant(1)), new Effect.Release(id(2)), new Effect.Ask(SMALL, 0));
        assertThat(completed(2, -100)).isEmpty();
    }

    @Test
    void aGrantForARequestThatWasCancelledIsReleased() {
        demand(1);
        assertThat(demand(0)).containsExactly(new Effect.Ask(SMALL, 0));

        assertThat(granted(1)).containsExactly(new Effect.Release(id(1)));
    }

    @Test
    void theSameGrantTwiceIsOneGrant() {
        demand(2);
        granted(1);

        assertThat(granted(1)).isEmpty();
    }

    @Test
    void aGrantOfAContainerThatHasAlreadyEndedIsIgnored() {
        demand(1);
        completed(1, -100);

        assertThat(granted(1)).isEmpty();
    }

    @Test
    void aLostContainerIsAskedForAgainAndItsEndIsToldOnce() {
        demand(1);
        granted(1);
        ledger.onStarted(id(1));

        assertThat(completed(1, 137))
                .satisfiesExactly(
                        ended -> assertThat(ended)
                                .isEqualTo(new Effect.Ended(
                                        id(1),
                                        false,
                                        "exited with code 137, ended by SIGKILL (killed from outside: by an operator,"
                                                + " or by the kernel for memory)")),
                        ask -> assertThat(ask).isEqualTo(new Effect.Ask(SMALL, 1)));
        assertThat(completed(1, 137)).isEmpty();
    }

    @Test
    void aBrokenContainerIsReplacedAtOnceAndItsEndIsStillTold() {
        demand(1);
        granted(1);
        ledger.onStarted(id(1));
        ledger.onRegistered(id(1));

        assertThat(ledger.onBroken(id(1))).containsExactly(new Effect.Ask(SMALL, 1));
        assertThat(granted(2)).containsExactly(new Effect.Launch(grant(2)), new Effect.Ask(SMALL, 0));
        assertThat(ledger.onBroken(id(1))).isEmpty();
        assertThat(completed(1, 137)).singleElement().isInstanceOf(Effect.Ended.class);
        assertThat(ledger.live()).isEqualTo(1);
    }

    @Test
    void aBrokenContainerOfWhichNothingIsHeardIsReleased() {
        demand(1);
        granted(1);
        ledger.onStarted(id(1));
        ledger.onBroken(id(1));

        assertThat(ledger.onStop(id(1), "it was silent")).containsExactly(new Effect.Release(id(1)));
    }

    @Test
    void theEndOfAnExecutorThatHadRegisteredIsNoFailedStart() {
        demand(1);
        for (int n = 1; n <= 20; n++) {
            granted(n);
            ledger.onStarted(id(n));
            ledger.onRegistered(id(n));
            assertThat(completed(n, 137)).noneMatch(Effect.Fatal.class::isInstance);
        }
    }

    @Test
    void aStoppedContainerIsReplacedUnlessTheDemandFalls() {
        demand(1);
        granted(1);
        ledger.onStarted(id(1));

        assertThat(ledger.onStop(id(1), "it was idle"))
                .containsExactly(new Effect.Release(id(1)), new Effect.Ask(SMALL, 1));
        assertThat(demand(0)).containsExactly(new Effect.Ask(SMALL, 0));
        assertThat(completed(1, -100)).containsExactly(new Effect.Ended(id(1), true, "was given back: it was idle"));
    }

    @Test
    void aFallingDemandGivesBackTheNewestOfThoseThatHaveNotStarted() {
        demand(3);
        granted(1, 2, 3);
        ledger.onStarted(id(3));

        List<Effect> effects = demand(1);

        assertThat(effects).contains(new Effect.Release(id(2)), new Effect.Release(id(1)));
        assertThat(effects).doesNotContain(new Effect.Release(id(3)));
        assertThat(ledger.live()).isEqualTo(1);
    }

    @Test
    void aContainerThatStartsAfterItsReleaseIsStoppedAtItsNode() {
        demand(1);
        granted(1);
        demand(0);

        assertThat(ledger.onStarted(id(1))).containsExactly(new Effect.StopAtNode(grant(1)));
    }

    @Test
    void aContainerThatIsNotStartedInTimeIsGivenBackAndReplaced() {
        demand(1);
        granted(1);

        assertThat(ledger.onTick(60 * SECOND)).isEmpty();
        assertThat(ledger.onTick(61 * SECOND))
                .satisfiesExactly(
                        release -> assertThat(release).isEqualTo(new Effect.Release(id(1))),
                        ended -> assertThat(((Effect.Ended) ended).reason()).contains("did not start it within 60 s"),
                        ask -> assertThat(ask).isEqualTo(new Effect.Ask(SMALL, 1)));
        assertThat(ledger.onStartFailed(id(1), "late", 62 * SECOND)).isEmpty();
        assertThat(completed(1, -100)).isEmpty();
    }

    @Test
    void aFailedStartIsNeverRepeatedInTheSameContainer() {
        demand(1);
        granted(1);

        assertThat(ledger.onStartFailed(id(1), "connection reset", 0))
                .satisfiesExactly(
                        release -> assertThat(release).isEqualTo(new Effect.Release(id(1))),
                        ended -> assertThat(((Effect.Ended) ended).reason()).endsWith("was given up: connection reset"),
                        ask -> assertThat(ask).isEqualTo(new Effect.Ask(SMALL, 1)));
    }

    @Test
    void howManyFailuresAreToleratedMayBeToldLater() {
        demand(1);
        ledger.tolerate(3);
        for (int n = 1; n <= 3; n++) {
            granted(n);
            assertThat(completed(n, 1)).noneMatch(Effect.Fatal.class::isInstance);
        }
        granted(4);
        assertThat(completed(4, 1))
                .filteredOn(Effect.Fatal.class::isInstance)
                .singleElement()
                .satisfies(fatal -> assertThat(((Effect.Fatal) fatal).failure())
                        .hasMessageContaining("resourcemanager.start-worker.max-failure-rate = 3 allows"));
    }

    @Test
    void tooManyFailuresAreFatalWithTheLastReason() {
        demand(1);
        for (int n = 1; n <= 2; n++) {
            granted(n);
            assertThat(completed(n, 1)).noneMatch(Effect.Fatal.class::isInstance);
        }
        granted(3);

        List<Effect> effects = completed(3, -104);

        assertThat(effects)
                .filteredOn(Effect.Fatal.class::isInstance)
                .singleElement()
                .satisfies(fatal -> {
                    assertThat(((Effect.Fatal) fatal).failure().code()).isEqualTo(ErrorCode.EXECUTOR_LOST);
                    assertThat(((Effect.Fatal) fatal).failure())
                            .hasMessageContaining("container_1_0001_01_000003")
                            .hasMessageContaining("killed by the NodeManager for memory");
                });
        assertThat(effects).noneMatch(Effect.Ask.class::isInstance);
        assertThat(granted(4)).containsExactly(new Effect.Release(id(4)));
    }

    @Test
    void oldFailuresAndTheClustersFailuresDoNotCount() {
        demand(1);
        for (int n = 1; n <= 20; n++) {
            ledger.onGranted(List.of(grant(n)), n * 31 * SECOND);
            List<Effect> effects = ledger.onCompleted(
                    id(n), ContainerExit.of(Process.TASKMANAGER, n % 2 == 0 ? -102 : 1, ""), n * 31 * SECOND);
            assertThat(effects).noneMatch(Effect.Fatal.class::isInstance);
        }
    }

    @Test
    void kindsOfWorkersAreCountedApart() {
        ledger.onDemand(List.of(new WorkerDemand(SMALL, 1), new WorkerDemand(LARGE, 1)));

        assertThat(ledger.onGranted(List.of(new Grant(id(1), LARGE, "n"), new Grant(id(2), LARGE, "n")), 0))
                .containsExactly(
                        new Effect.Launch(new Grant(id(1), LARGE, "n")),
                        new Effect.Release(id(2)),
                        new Effect.Ask(LARGE, 0));
    }
}
