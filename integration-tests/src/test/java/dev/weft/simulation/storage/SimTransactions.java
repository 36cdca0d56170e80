package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.ProcessDied;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Simulated transactional system outside of the cluster, like a database or the transactions of Kafka: what was prepared survives
 * the one who did so, and becomes visible at once when it is committed, unless the transaction has expired. Used by whichever actor runs.
 */
public final class SimTransactions {

    private static final String PREPARE = "prepare";
    private static final String COMMIT = "commit";

    /**
     * Who prepares a transaction.
     *
     * @param program the number of the program, which is the same for all of its jobs
     * @param job the job's id
     * @param subtask the instance of the sink
     */
    public record Owner(int program, String job, int subtask) {}

    /** Told when a transaction has become visible. */
    public interface Listener {
        void onCommitted(int program, String transaction, List<String> lines);
    }

    private enum State {
        PREPARED,
        COMMITTED,
        /** A restart has given it up: it belongs to no checkpoint from which a job goes on. */
        ABORTED,
        EXPIRED
    }

    private record Crash(String in, Consumer<SimProcess> kill) {}

    private static final class Transaction {
        final Owner owner;
        final List<String> lines;
        final long preparedNs;
        State state = State.PREPARED;
        OptionalLong checkpoint = OptionalLong.empty();

        Transaction(Owner owner, List<String> lines, long preparedNs) {
            this.owner = owner;
            this.lines = lines;
            this.preparedNs = preparedNs;
        }

        boolean isAfter(OptionalLong restored) {
            return restored.isEmpty() || checkpoint.isEmpty() || checkpoint.getAsLong() > restored.getAsLong();
        }
    }

    private final Scheduler scheduler;
    private final Rng random;
    private final long timeoutNs;
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private Listener listener = (program, transaction, lines) -> {};
    private Optional<Crash> crash = Optional.empty();
    private int failPermille;
    private long slowNs;

    /** @param timeoutNs for how long a transaction can be committed after it was prepared */
    public SimTransactions(Scheduler scheduler, Rng random, long timeoutNs) {
        this.scheduler = scheduler;
        this.random = random;
        this.timeoutNs = timeoutNs;
    }

    public void whenCommitted(Listener then) {
        listener = then;
    }

    // ---- faults

    /** From now on so many of a thousand calls fail, half of them after they were carried out. */
    public void fail(int permille) {
        failPermille = permille;
    }

    /** From now on a call takes up to that long. */
    public void slowDown(long atMostNs) {
        slowNs = atMostNs;
    }

    /**
     * The process that makes the next call of that kind is killed in it, before or after it was carried out.
     *
     * @param commit whether it is a commit; otherwise it prepares
     */
    public void crashInNext(boolean commit, Consumer<SimProcess> kill) {
        crash = Optional.of(new Crash(commit ? COMMIT : PREPARE, kill));
    }

    /** Nothing fails any more. */
    public void heal() {
        failPermille = 0;
        slowNs = 0;
        crash = Optional.empty();
    }

    // ---- calls of a task

    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T call(String what, Call<T> call) throws IOException {
        SimProcess process = scheduler.runningProcess();
        if (!process.isAlive()) {
            throw new ProcessDied();
        }
        if (slowNs > 0) {
            process.pause(random.between(0, slowNs));
        }
        boolean fails = failPermille > 0 && random.permille(failPermille);
        boolean before = random.coin();
        if (before) {
            crash(process, what, "before");
            fail(fails, what + " failed");
        }
        T result = call.run();
        if (!before) {
            crash(process, what, "after");
            fail(fails, what + " got no answer");
        }
        return result;
    }

    private void crash(SimProcess process, String what, String when) {
        Optional<Crash> now = crash.filter(armed -> armed.in().equals(what));
        now.ifPresent(armed -> {
            crash = Optional.empty();
            scheduler.saw("executor killed " + when + " " + what);
            armed.kill().accept(process);
            process.pause(1_000_000_000L);
        });
    }

    private void fail(boolean fails, String what) throws IOException {
        if (fails) {
            scheduler.saw("transaction: " + what);
            throw new IOException("simulated: " + what);
        }
    }

    /** Stores a transaction, whose name is returned. */
    public String prepare(Owner owner, List<String> lines) throws IOException {
        return call(PREPARE, () -> {
            String name = owner.program() + "/" + owner.subtask() + "/" + transactions.size();
            transactions.put(name, new Transaction(owner, List.copyOf(lines), scheduler.nowNs()));
            return name;
        });
    }

    /** The transaction belongs to that checkpoint. */
    public void belongsTo(String name, long checkpoint) {
        transactions.get(name).checkpoint = OptionalLong.of(checkpoint);
    }

    /**
     * Makes a transaction visible; false when it is already.
     *
     * @throws IOException when it could not be committed now, or never any more
     */
    public boolean commit(String name) throws IOException {
        return call(COMMIT, () -> {
            Transaction transaction = transactions.get(name);
            if (transaction.state == State.PREPARED && scheduler.nowNs() - transaction.preparedNs > timeoutNs) {
                transaction.state = State.EXPIRED;
            }
            return switch (transaction.state) {
                case PREPARED -> {
                    transaction.state = State.COMMITTED;
                    listener.onCommitted(transaction.owner.program(), name, transaction.lines);
                    yield true;
                }
                case COMMITTED -> {
                    scheduler.saw("transaction committed again");
                    yield false;
                }
                case EXPIRED -> {
                    scheduler.saw("transaction expired before its commit");
                    throw new TransactionExpired(name);
                }
                case ABORTED -> {
                    scheduler.violation("I-TXN: transaction " + name + " of checkpoint " + transaction.checkpoint
                            + " is committed, although a restart has given it up");
                    yield false;
                }
            };
        });
    }

    /**
     * A sink goes on: what it, or a job before its own, has prepared after that checkpoint is given up.
     *
     * @param restored the checkpoint; empty when it begins anew
     */
    public void goesOn(Owner owner, OptionalLong restored) {
        for (Transaction each : transactions.values()) {
            boolean own = each.owner.equals(owner);
            boolean former =
                    each.owner.program() == owner.program() && !each.owner.job().equals(owner.job());
            if ((own || former) && each.state == State.PREPARED && each.isAfter(restored)) {
                each.state = State.ABORTED;
                scheduler.saw("lingering transaction aborted");
            }
        }
    }

    // ---- what is there

    /** Everything that a program's transactions have made visible. */
    public List<String> visible(int program) {
        return lines(program, List.of(State.COMMITTED));
    }

    /** What a program has prepared and not given up, and is not visible. */
    public List<String> held(int program) {
        return lines(program, List.of(State.PREPARED, State.EXPIRED));
    }

    /** Whether a commit has failed because the transaction was too old. */
    public boolean hasLost(int program) {
        return !lines(program, List.of(State.EXPIRED)).isEmpty();
    }

    private List<String> lines(int program, List<State> states) {
        List<String> lines = new ArrayList<>();
        for (Transaction each : transactions.values()) {
            if (each.owner.program() == program && states.contains(each.state)) {
                lines.addAll(each.lines);
            }
        }
        return lines;
    }
}
