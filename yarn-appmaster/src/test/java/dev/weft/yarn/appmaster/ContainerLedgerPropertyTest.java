package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.configuration.OutOfMemory.Process;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.appmaster.ContainerLedger.Effect;
import dev.weft.yarn.appmaster.ContainerLedger.Grant;
import dev.weft.yarn.appmaster.ContainerLedger.Limits;
import dev.weft.yarn.common.launch.ContainerExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger against a cluster that is late, gives too much, forgets, repeats itself, and loses containers. */
class ContainerLedgerPropertyTest {

    private static final List<WorkerSpec> SPECS =
            List.of(new WorkerSpec(1, 1L << 30, 1), new WorkerSpec(2, 2L << 30, 2));
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    /** A container as the model sees it. */
    private static final class Seen {
        final Grant grant;
        boolean launched;
        boolean released;
        boolean endTold;
        boolean gone;

        Seen(Grant grant) {
            this.grant = grant;
        }
    }

    private final ContainerLedger ledger =
            new ContainerLedger(new Limits(Duration.ofSeconds(60), Integer.MAX_VALUE - 1, Duration.ofSeconds(60)));
    private final Map<WorkerSpec, Integer> demand = new HashMap<>();
    /** What the cluster has been told is outstanding: it may hear it late. */
    private final Map<WorkerSpec, Integer> asked = new HashMap<>();

    private final Map<WorkerSpec, Integer> heard = new HashMap<>();
    private final Map<ExecutorId, Seen> seen = new LinkedHashMap<>();
    private SplittableRandom random;
    private long nowNs;
    private int nextId;

    @ParameterizedTest
    @MethodSource("seeds")
    void theBooksBalanceWhateverTheClusterDoes(int seed) {
        random = new SplittableRandom(seed);
        for (int step = 0; step < 300; step++) {
            nowNs += random.nextLong(5 * SECOND);
            event();
            check(seed, step);
        }
        settleDown();
        for (WorkerSpec spec : SPECS) {
            assertThat(live(spec)).as("seed %d: live %s in the end", seed, spec).isGreaterThanOrEqualTo(wanted(spec));
            assertThat(asked.getOrDefault(spec, 0))
                    .as("seed %d: asked in the end", seed)
                    .isZero();
        }
        seen.values()
                .forEach(c -> assertThat(c.launched || c.released)
                        .as("seed %d: %s was launched or released", seed, c.grant)
                        .isTrue());
    }

    private void event() {
        switch (random.nextInt(10)) {
            case 0 -> newDemand();
            case 1, 2, 3 -> grantSome(false);
            case 4 -> grantSome(true);
            case 5 -> pick().ifPresent(c -> apply(ledger.onStarted(c.grant.id())));
            case 6 -> pick().ifPresent(c -> apply(ledger.onStartFailed(c.grant.id(), "no answer", nowNs)));
            case 7 -> pick().ifPresent(this::complete);
            case 8 -> pick().ifPresent(c -> apply(ledger.onStop(c.grant.id(), "idle")));
            default -> {
                if (random.nextInt(20) == 0) {
                    nowNs += 70 * SECOND;
                }
                apply(ledger.onTick(nowNs));
            }
        }
        if (random.nextBoolean()) {
            heard.putAll(asked);
        }
    }

    private void newDemand() {
        List<WorkerDemand> wanted = new ArrayList<>();
        demand.clear();
        for (WorkerSpec spec : SPECS) {
            if (random.nextInt(4) > 0) {
                int count = random.nextInt(8);
                wanted.add(new WorkerDemand(spec, count));
                demand.put(spec, count);
            }
        }
        apply(ledger.onDemand(wanted));
    }

    /** By what the cluster has heard, which may be old; sometimes more than that; sometimes the same again. */
    private void grantSome(boolean surplus) {
        List<Grant> grants = new ArrayList<>();
        for (WorkerSpec spec : SPECS) {
            int most = heard.getOrDefault(spec, 0) + (surplus ? 2 : 0);
            for (int n = random.nextInt(most + 1); n > 0; n--) {
                grants.add(new Grant(new ExecutorId("container_1_0001_01_%06d".formatted(nextId++)), spec, "node"));
            }
            heard.computeIfPresent(spec, (s, n) -> 0);
        }
        if (random.nextInt(5) == 0) {
            pick().ifPresent(again -> grants.add(again.grant));
        }
        grants.forEach(g -> seen.putIfAbsent(g.id(), new Seen(g)));
        apply(ledger.onGranted(grants, nowNs));
    }

    private void complete(Seen container) {
        int[] statuses = {0, 1, 137, -100, -102, -104, -105};
        container.gone = true;
        apply(ledger.onCompleted(
                container.grant.id(),
                ContainerExit.of(Process.TASKMANAGER, statuses[random.nextInt(statuses.length)], ""),
                nowNs));
    }

    private Optional<Seen> pick() {
        return seen.isEmpty()
                ? Optional.empty()
                : seen.values().stream().skip(random.nextInt(seen.size())).findFirst();
    }

    private void apply(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Ask ask) {
                asked.put(ask.spec(), ask.outstanding());
            } else if (effect instanceof Effect.Launch launch) {
                Seen c = seen.get(launch.grant().id());
                assertThat(c.launched || c.released)
                        .as("%s is launched once and never after its release", c.grant)
                        .isFalse();
                assertThat(live(c.grant.spec())).as("live before the launch").isLessThan(wanted(c.grant.spec()));
                c.launched = true;
            } else if (effect instanceof Effect.Release release) {
                Seen c = seen.get(release.id());
                assertThat(c.released || c.gone)
                        .as("%s is released once, while it lives", c.grant)
                        .isFalse();
                c.released = true;
            } else if (effect instanceof Effect.Ended ended) {
                Seen c = seen.get(ended.id());
                assertThat(c.launched).as("%s was launched", c.grant).isTrue();
                assertThat(c.endTold).as("the end of %s is told once", c.grant).isFalse();
                c.endTold = true;
            } else if (effect instanceof Effect.StopAtNode stop) {
                assertThat(seen.get(stop.grant().id()).released).isTrue();
            } else {
                throw new AssertionError("unexpected " + effect);
            }
        }
    }

    private void check(int seed, int step) {
        for (WorkerSpec spec : SPECS) {
            assertThat(asked.getOrDefault(spec, 0))
                    .as("seed %d step %d: asked for %s = demand - live", seed, step, spec)
                    .isEqualTo(Math.max(0, wanted(spec) - live(spec)));
        }
        assertThat(ledger.live())
                .as("seed %d step %d: live", seed, step)
                .isEqualTo(SPECS.stream().mapToInt(this::live).sum());
    }

    /** A cluster without faults meets the demand. */
    private void settleDown() {
        for (int round = 0; round < 3; round++) {
            heard.putAll(asked);
            List<Grant> grants = new ArrayList<>();
            heard.forEach((spec, n) -> {
                for (int i = 0; i < n; i++) {
                    grants.add(new Grant(new ExecutorId("container_1_0001_01_%06d".formatted(nextId++)), spec, "node"));
                }
            });
            grants.forEach(g -> seen.put(g.id(), new Seen(g)));
            apply(ledger.onGranted(grants, nowNs));
        }
    }

    private int wanted(WorkerSpec spec) {
        return demand.getOrDefault(spec, 0);
    }

    private int live(WorkerSpec spec) {
        return (int) seen.values().stream()
                .filter(c -> c.grant.spec().equals(spec) && c.launched && !c.released && !c.gone)
                .count();
    }
}
