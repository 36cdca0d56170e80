package dev.weft.simulation.kernel;

import dev.weft.engine.common.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Deterministic scheduler: runs the steps of all actors, one at a time, in an order that the seed decides, and advances
 * the clock: a little with each step, and to the next timer when no actor is ready. Owned by the thread that creates
 * it; task threads run only while it waits for them.
 */
public final class Scheduler {

    private static final long EPOCH_MS = 1_700_000_000_000L;

    private final Rng random;
    private final Trace trace;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> ready = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private Consumer<SimProcess> auditor = process -> {};
    private Actor running;
    private boolean auditing;
    private int added;
    private long nowNs;
    private long steps;

    public Scheduler(Rng random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /** From now on that one looks at the process that has taken a step, after every step. */
    public void auditedBy(Consumer<SimProcess> auditorOfSteps) {
        auditor = auditorOfSteps;
    }

    private void audit(SimProcess process) {
        auditing = true;
        try {
            auditor.accept(process);
        } finally {
            auditing = false;
        }
    }

    /** Whether an audit runs: between two steps it may read what any loop owns. */
    boolean isAuditing() {
        return auditing;
    }

    int add(Actor actor) {
        actors.add(actor);
        return added++;
    }

    void remove(Actor actor) {
        actors.remove(actor);
    }

    Actor running() {
        return running;
    }

    /** The process whose step it is. */
    public SimProcess runningProcess() {
        if (running == null) {
            throw new IllegalStateException("nobody's step runs now");
        }
        return running.process();
    }

    public Rng random() {
        return random;
    }

    public long nowNs() {
        return nowNs;
    }

    public long steps() {
        return steps;
    }

    public Trace trace() {
        return trace;
    }

    /** Time since the start of the simulation. */
    public Duration now() {
        return Duration.ofNanos(nowNs);
    }

    /** The clock that every process sees. */
    public Clock clock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return nowNs;
            }

            @Override
            public long epochMs() {
                return EPOCH_MS + nowNs / 1_000_000;
            }
        };
    }

    /** Something has happened that is worth counting. */
    public void saw(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** How often what has happened. */
    public Map<String, Integer> seen() {
        return seen;
    }

    /** Something that must never happen has happened. */
    public void violation(String what) {
        trace.note(nowNs, "VIOLATION " + what);
        violations.add(what);
    }

    public List<String> violations() {
        return violations;
    }

    /** One step of one actor; false when nothing will ever happen again, or not before {@code untilNs}. */
    public boolean step(long untilNs) {
        ready.clear();
        for (int i = 0; i < actors.size(); i++) {
            if (actors.get(i).isReady(nowNs)) {
                ready.add(actors.get(i));
            }
        }
        if (ready.isEmpty()) {
            long next = Long.MAX_VALUE;
            for (int i = 0; i < actors.size(); i++) {
                next = Math.min(next, actors.get(i).nextDueNs());
            }
            if (next > untilNs) {
                nowNs = Math.max(nowNs, untilNs);
                return false;
            }
            nowNs = Math.max(nowNs, next);
            return true;
        }
        Actor chosen = ready.get(ready.size() == 1 ? 0 : random.below(ready.size()));
        steps++;
        trace.step(nowNs, chosen);
        run(chosen);
        audit(chosen.process());
        nowNs += random.between(1_000L, 20_000L);
        return true;
    }

    /** Takes a step of that actor, perhaps within a step of another one. */
    void run(Actor actor) {
        Actor outer = running;
        running = actor;
        try {
            actor.step();
        } finally {
            running = outer;
        }
    }
}
