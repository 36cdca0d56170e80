package dev.weft.yarn.appmaster;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ContainerExit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * State machine of the containers: it decides what to request, launch and release. Pure: it knows no YARN, no thread
 * and no clock; every event comes with its time and returns a list of effects to carry out. Owned by
 * {@link YarnResourceProvider}'s thread.
 *
 * <p>The outstanding request is not stored as a counter that could drift: it is computed as {@code demand - live} at
 * the end of every event, where live counts the containers that are launching or started. So the event that accepts a
 * grant also lowers the request, the event that reports a lost container also requests another, and declaring a demand
 * twice changes nothing.
 *
 * <p>A broken container is not live: it is replaced at once, and its end is still reported when it comes.
 *
 * <p>Invariants: a container is launched only while fewer than the demand are live; every grant is either launched or released,
 * once; after a release nothing else happens to a container but its end.
 */
@LoopOwned
final class ContainerLedger {

    /**
     * @param launchDeadline a container that has not started this long after its grant is given back; must be well below the life of
     *     YARN's container tokens (10 minutes)
     * @param maxFailures so many containers may fail within the window; one more is fatal
     * @param failureWindow how long a failure counts
     */
    record Limits(Duration launchDeadline, int maxFailures, Duration failureWindow) {}

    /** A container that the cluster has granted. */
    record Grant(ExecutorId id, WorkerSpec spec, String host) {}

    /** An action for the caller; a list of them is carried out in order. */
    sealed interface Effect {
        /** Set the number of outstanding containers of this kind, replacing the last number. */
        record Ask(WorkerSpec spec, int outstanding) implements Effect {}

        /** Start an executor in the container. */
        record Launch(Grant grant) implements Effect {}

        /** Give the container back to the cluster. */
        record Release(ExecutorId id) implements Effect {}

        /** The container was released while it was being started, and started all the same: stop it where it runs. */
        record StopAtNode(Grant grant) implements Effect {}

        /** A launched container is gone or given up; the reason goes on after "container x". */
        record Ended(ExecutorId id, boolean requested, String reason) implements Effect {}

        /** Too many failed. */
        record Fatal(WeftException failure) implements Effect {}
    }

    private enum State {
        /** Start requested, not confirmed. */
        LAUNCHING,
        /** Started by the NodeManager; the JobManager watches whether its executor registers. */
        STARTED,
        /** The executor in it cannot be reached any more; its end is still to come. */
        BROKEN,
        /** Given back or given up; its end is still to come. */
        RELEASED;

        boolean live() {
            return this == LAUNCHING || this == STARTED;
        }
    }

    private static final class Held {
        final Grant grant;
        final long grantedNs;
        State state = State.LAUNCHING;
        /** Whether its end has been reported, or need not be because it was never launched. */
        boolean told;
        /** Whether its executor has registered, so that its end does not count as a failed start. */
        boolean registered;

        /** The reason for which its owner released it. */
        String wish = "";

        Held(Grant grant, long grantedNs) {
            this.grant = grant;
            this.grantedNs = grantedNs;
        }
    }

    private static final int REMEMBERED_ENDS = 1_000;

    private Limits limits;
    private final Map<WorkerSpec, Integer> demand = new LinkedHashMap<>();
    private final Map<WorkerSpec, Integer> asked = new LinkedHashMap<>();
    private final Map<ExecutorId, Held> held = new LinkedHashMap<>();
    private final Set<ExecutorId> ended = new LinkedHashSet<>();
    private final Deque<Long> failuresNs = new ArrayDeque<>();
    private boolean fatal;

    ContainerLedger(Limits limits) {
        this.limits = limits;
    }

    /**
     * Replaces the demand; kinds that are not named are not wanted. Started containers stay until they are stopped one
     * by one.
     */
    List<Effect> onDemand(List<WorkerDemand> wanted) {
        List<Effect> effects = new ArrayList<>();
        demand.replaceAll((spec, count) -> 0);
        wanted.forEach(d -> demand.merge(d.spec(), d.count(), Integer::sum));
        for (Map.Entry<WorkerSpec, Integer> d : demand.entrySet()) {
            int excess = live(d.getKey()) - d.getValue();
            if (excess > 0) {
                held.values().stream()
                        .filter(h -> h.grant.spec().equals(d.getKey()) && h.state == State.LAUNCHING)
                        .sorted(Comparator.comparing((Held h) -> h.grant.id()).reversed())
                        .limit(excess)
                        .toList()
                        .forEach(h -> giveBack(h, true, "was given back: it is not needed any more", effects));
            }
        }
        return settle(effects);
    }

    /** The cluster gave containers. */
    List<Effect> onGranted(List<Grant> grants, long nowNs) {
        List<Effect> effects = new ArrayList<>();
        for (Grant grant : grants) {
            if (held.containsKey(grant.id()) || ended.contains(grant.id())) {
                continue;
            }
            Held container = new Held(grant, nowNs);
            if (!fatal && live(grant.spec()) < demand.getOrDefault(grant.spec(), 0)) {
                effects.add(new Effect.Launch(grant));
            } else {
                container.state = State.RELEASED;
                container.told = true;
                effects.add(new Effect.Release(grant.id()));
            }
            held.put(grant.id(), container);
        }
        return settle(effects);
    }

    /** The NodeManager has accepted the container. */
    List<Effect> onStarted(ExecutorId id) {
        Held container = held.get(id);
        if (container == null || container.state == State.STARTED || container.state == State.BROKEN) {
            return List.of();
        }
        if (container.state == State.RELEASED) {
            return List.of(new Effect.StopAtNode(container.grant));
        }
        container.state = State.STARTED;
        return List.of();
    }

    /**
     * The container could not be started, or it is unknown whether it was: in both cases it is released, never started
     * again.
     */
    List<Effect> onStartFailed(ExecutorId id, String reason, long nowNs) {
        List<Effect> effects = new ArrayList<>();
        Held container = held.get(id);
        if (container != null && container.state == State.LAUNCHING) {
            giveUp(container, reason, nowNs, effects);
        }
        return settle(effects);
    }

    /** The cluster reports the end of a container, possibly twice, or of a container that is not ours. */
    List<Effect> onCompleted(ExecutorId id, ContainerExit exit, long nowNs) {
        List<Effect> effects = new ArrayList<>();
        Held container = held.remove(id);
        rememberEnd(id);
        if (container != null && !container.told) {
            boolean requested = container.state == State.RELEASED;
            String reason = requested ? "was given back: " + container.wish : exit.cause();
            effects.add(new Effect.Ended(id, requested, reason));
            if (!requested && !container.registered && exit.blame() != ContainerExit.Blame.CLUSTER) {
                countFailure(describe(container) + " " + reason, nowNs, effects);
            }
        }
        return settle(effects);
    }

    /** The owner releases this container. */
    List<Effect> onStop(ExecutorId id, String reason) {
        List<Effect> effects = new ArrayList<>();
        Held container = held.get(id);
        if (container != null && container.state != State.RELEASED) {
            // Its end is reported when the cluster confirms it: until then the process may still run.
            container.state = State.RELEASED;
            container.wish = reason;
            effects.add(new Effect.Release(id));
        }
        return settle(effects);
    }

    /** An executor has registered from this container: from now on its end is no failed start. */
    void onRegistered(ExecutorId id) {
        Held container = held.get(id);
        if (container != null) {
            container.registered = true;
        }
    }

    /** The executor in this container cannot be reached any more: another is asked for before the cluster tells its end. */
    List<Effect> onBroken(ExecutorId id) {
        Held container = held.get(id);
        if (container != null && container.state.live()) {
            container.state = State.BROKEN;
        }
        return settle(new ArrayList<>());
    }

    /** Checks deadlines; called periodically. */
    List<Effect> onTick(long nowNs) {
        List<Effect> effects = new ArrayList<>();
        for (Held container : List.copyOf(held.values())) {
            if (container.state == State.LAUNCHING
                    && nowNs - container.grantedNs > limits.launchDeadline().toNanos()) {
                giveUp(
                        container,
                        "its NodeManager did not start it within "
                                + limits.launchDeadline().toSeconds() + " s",
                        nowNs,
                        effects);
            }
        }
        return settle(effects);
    }

    /** Sets the maximum number of executors that may fail within the window. */
    void tolerate(int maxFailures) {
        limits = new Limits(limits.launchDeadline(), maxFailures, limits.failureWindow());
    }

    /** Containers that are launching or started. */
    int live() {
        return (int) held.values().stream().filter(h -> h.state.live()).count();
    }

    private int live(WorkerSpec spec) {
        return (int) held.values().stream()
                .filter(h -> h.state.live() && h.grant.spec().equals(spec))
                .count();
    }

    private void giveUp(Held container, String reason, long nowNs, List<Effect> effects) {
        String what = "was given up: " + reason;
        giveBack(container, false, what, effects);
        countFailure(describe(container) + " " + what, nowNs, effects);
    }

    private void giveBack(Held container, boolean requested, String reason, List<Effect> effects) {
        container.state = State.RELEASED;
        container.told = true;
        effects.add(new Effect.Release(container.grant.id()));
        effects.add(new Effect.Ended(container.grant.id(), requested, reason));
    }

    private void countFailure(String reason, long nowNs, List<Effect> effects) {
        failuresNs.addLast(nowNs);
        while (nowNs - failuresNs.getFirst() > limits.failureWindow().toNanos()) {
            failuresNs.removeFirst();
        }
        if (failuresNs.size() > limits.maxFailures() && !fatal) {
            fatal = true;
            effects.add(new Effect.Fatal(new WeftException(
                    ErrorCode.EXECUTOR_LOST,
                    failuresNs.size() + " executors failed within "
                            + limits.failureWindow().toSeconds()
                            + " s, more than resourcemanager.start-worker.max-failure-rate = " + limits.maxFailures()
                            + " allows; the last one: " + reason)));
        }
    }

    private void rememberEnd(ExecutorId id) {
        ended.add(id);
        if (ended.size() > REMEMBERED_ENDS) {
            ended.remove(ended.iterator().next());
        }
    }

    /** Appends an {@link Effect.Ask} for every kind whose outstanding number has changed. */
    private List<Effect> settle(List<Effect> effects) {
        for (Map.Entry<WorkerSpec, Integer> d : demand.entrySet()) {
            int outstanding = fatal ? 0 : Math.max(0, d.getValue() - live(d.getKey()));
            if (asked.getOrDefault(d.getKey(), 0) != outstanding) {
                asked.put(d.getKey(), outstanding);
                effects.add(new Effect.Ask(d.getKey(), outstanding));
            }
        }
        return effects;
    }

    private static String describe(Held container) {
        return "container " + container.grant.id() + " on " + container.grant.host();
    }
}
