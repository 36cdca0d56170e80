package dev.weft.simulation;

import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import dev.weft.simulation.storage.SimDisks;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.simulation.storage.SimTransactions;
import dev.weft.simulation.workload.UserPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Injects the kinds of faults that the swarm configuration enables, one after the other, until the safety phase ends.
 */
final class FaultInjector {

    private final Scheduler scheduler;
    private final LoopActor loop;
    private final Rng random;
    private final Swarm swarm;
    private final Cluster cluster;
    private final SimFiles files;
    private final SimDisks disks;
    private final SimTransactions transactions;
    private final UserPace users;
    private final Map<String, Integer> seen = new TreeMap<>();
    private boolean calm;

    FaultInjector(
            Scheduler scheduler,
            LoopActor loop,
            Rng random,
            Swarm swarm,
            Cluster cluster,
            SimFiles files,
            SimDisks disks,
            SimTransactions transactions,
            UserPace users) {
        this.scheduler = scheduler;
        this.loop = loop;
        this.random = random;
        this.swarm = swarm;
        this.cluster = cluster;
        this.files = files;
        this.disks = disks;
        this.transactions = transactions;
        this.users = users;
    }

    void begin() {
        if (!swarm.faults.isEmpty()) {
            next();
        }
    }

    /** How often what has happened. */
    Map<String, Integer> seen() {
        return seen;
    }

    /**
     * Everything is healed, and nothing more happens. Processes that stand still and calls that hang go on when their time has come, and others
     * end then, which may be after their lease.
     */
    void calmDown() {
        calm = true;
        scheduler.trace().note(scheduler.nowNs(), "from now on nothing fails");
        cluster.network().healAll();
        cluster.yarn().behave(swarm.manners.calm().outlived(swarm.manners.outliving()));
        files.fail(0);
        files.fill(false);
        files.answer();
        files.slowDown(swarm.fileDelay.toNanos());
        transactions.heal();
        users.fail(0);
    }

    private void next() {
        loop.after(random.between(1L, 2 * swarm.betweenFaults.toNanos()), () -> {
            if (!calm) {
                strike(random.oneOf(List.copyOf(swarm.faults)));
                next();
            }
        });
    }

    private void count(Fault fault, String detail) {
        seen.merge(fault.name().toLowerCase().replace('_', ' '), 1, Integer::sum);
        scheduler.trace().note(scheduler.nowNs(), fault + " " + detail);
    }

    private void strike(Fault fault) {
        List<SimProcess> executors = cluster.liveExecutors();
        switch (fault) {
            case KILL_EXECUTOR -> {
                if (!executors.isEmpty()) {
                    SimProcess victim = random.oneOf(executors);
                    count(fault, victim.name());
                    cluster.kill(victim);
                }
            }
            case RESET_CONNECTION -> {
                String broken = cluster.network().resetOne();
                if (!broken.isEmpty()) {
                    count(fault, broken);
                }
            }
            case CUT_ONE_WAY -> {
                String from = anyHost();
                String to = anyHost();
                if (!from.equals(to)) {
                    count(fault, from + " to " + to);
                    cluster.network().cut(from, to);
                    loop.after(
                            random.between(1_000_000L, 90_000_000_000L),
                            () -> cluster.network().healAll());
                }
            }
            case MUTE_HOST -> halfOpen(fault, (host, other) -> cluster.network().cut(host, other));
            case DEAF_HOST -> halfOpen(fault, (host, other) -> cluster.network().cut(other, host));
            case FREEZE_EXECUTOR -> {
                if (!executors.isEmpty()) {
                    freeze(fault, random.oneOf(executors));
                }
            }
            case FREEZE_MASTER -> freeze(fault, cluster.master());
            case SET_CLOCK -> {
                if (!executors.isEmpty()) {
                    setClock(random.oneOf(executors));
                }
            }
            case RESTART_YARN -> {
                count(fault, "");
                cluster.yarn().restart();
            }
            case USER_FAILURE -> {
                count(fault, "");
                users.fail(random.between(1, 20));
                loop.after(random.between(1_000_000L, 2_000_000_000L), () -> users.fail(0));
            }
            case FILE_FAILURE -> {
                count(fault, "");
                files.fail(random.between(10, 300));
                loop.after(random.between(1_000_000L, 2_000_000_000L), () -> files.fail(0));
            }
            case DISK_FULL -> {
                count(fault, "");
                files.fill(true);
                loop.after(random.between(1_000_000L, 5_000_000_000L), () -> files.fill(false));
            }
            case DAMAGE_DISK -> {
                if (!executors.isEmpty()) {
                    SimProcess victim = random.oneOf(executors);
                    int damaged = disks.damage(victim);
                    if (damaged > 0) {
                        count(fault, damaged + " files of " + victim.name());
                    }
                }
            }
            case SLOW_FILES -> {
                count(fault, "");
                files.slowDown(random.between(100_000_000L, 5_000_000_000L));
                loop.after(
                        random.between(1_000_000L, 20_000_000_000L), () -> files.slowDown(swarm.fileDelay.toNanos()));
            }
            case TRANSACTION_FAILURE -> {
                count(fault, "");
                transactions.fail(random.between(50, 400));
                loop.after(random.between(1_000_000L, 20_000_000_000L), () -> transactions.fail(0));
            }
            case SLOW_TRANSACTIONS -> {
                count(fault, "");
                transactions.slowDown(random.between(100_000_000L, 5_000_000_000L));
                loop.after(random.between(1_000_000L, 20_000_000_000L), () -> transactions.slowDown(0));
            }
            case CRASH_IN_TRANSACTION -> {
                count(fault, "");
                transactions.crashInNext(random.coin(), process -> loop.after(1, () -> cluster.kill(process)));
            }
            case STALL_FILES -> {
                count(fault, "");
                files.stall(random.between(1_000_000L, 240_000_000_000L), cluster.master());
            }
        }
    }

    private void halfOpen(Fault fault, BiConsumer<String, String> cut) {
        String host = anyHost();
        count(fault, host);
        hosts().stream().filter(other -> !other.equals(host)).forEach(other -> cut.accept(host, other));
        loop.after(
                random.between(1_000_000L, 90_000_000_000L),
                () -> cluster.network().healAll());
    }

    private void freeze(Fault fault, SimProcess victim) {
        Duration longest = random.coin() ? Duration.ofSeconds(90) : Duration.ofSeconds(2);
        Duration shortest = random.coin() ? Duration.ofMillis(1) : longest.dividedBy(2);
        if (victim.isFrozen()) {
            return;
        }
        count(fault, victim.name());
        victim.freeze(true);
        loop.after(random.between(shortest.toNanos(), longest.toNanos()), () -> {
            victim.freeze(false);
            if (cluster.runsGivenUpTasks(victim)) {
                scheduler.saw("executor with tasks went on after it was given up");
            }
        });
    }

    private void setClock(SimProcess of) {
        long most = random.coin() ? 1_000 : 10_000_000;
        long aheadMs = random.between(-most, most);
        count(Fault.SET_CLOCK, of.name() + " by " + aheadMs + " ms");
        of.setWallClock(aheadMs);
        users.clockWasSet();
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>(List.of(Cluster.MASTER));
        for (int node = 1; node <= swarm.nodes; node++) {
            hosts.add("node" + node);
        }
        return hosts;
    }

    private String anyHost() {
        return random.oneOf(hosts());
    }
}
