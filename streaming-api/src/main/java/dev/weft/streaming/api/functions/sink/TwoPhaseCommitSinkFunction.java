package dev.weft.streaming.api.functions.sink;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A sink function that writes in transactions: one from each checkpoint to the next. A transaction is prepared when the
 * checkpoint is taken and committed when it is complete. The older form of a {@code Sink} that {@code SupportsCommitter}.
 *
 * <p>What must hold outside: a prepared transaction survives a crash until it is committed, and committing or aborting it again has no
 * effect. Transactions of a checkpoint that fails stay prepared, and are committed with the next complete one. Called on the
 * task's thread.
 *
 * @param <IN> the elements
 * @param <TXN> names a transaction, so that another process can commit or abort it
 * @param <CONTEXT> what the function remembers besides its transactions
 */
@PublicEvolving
public abstract class TwoPhaseCommitSinkFunction<IN, TXN, CONTEXT> extends RichSinkFunction<IN>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(TwoPhaseCommitSinkFunction.class.getName());
    private static final long NO_TIMEOUT = Long.MAX_VALUE;
    private static final double NO_WARNINGS = -1;

    private final TypeSerializer<TXN> transactionSerializer;
    private final TypeSerializer<CONTEXT> contextSerializer;
    private final Clock clock;

    private long timeoutMs = NO_TIMEOUT;
    private boolean ignoresFailuresAfterTimeout;
    private double warningRatio = NO_WARNINGS;

    /** What the function remembers besides its transactions. */
    protected transient Optional<CONTEXT> userContext;

    private transient ListState<Transaction<TXN>> savedTransactions;
    private transient ListState<CONTEXT> savedContexts;

    /** Elements are written into this one; there is none after the end of the input. */
    private transient Optional<Transaction<TXN>> open;

    /** Prepared transactions by the checkpoint with whose completion they are committed. */
    private transient TreeMap<Long, Transaction<TXN>> prepared;

    private transient boolean finished;

    /**
     * @param transactionSerializer writes transactions into checkpoints
     * @param contextSerializer writes the context into checkpoints
     */
    public TwoPhaseCommitSinkFunction(
            TypeSerializer<TXN> transactionSerializer, TypeSerializer<CONTEXT> contextSerializer) {
        this(transactionSerializer, contextSerializer, Clock.systemUTC());
    }

    TwoPhaseCommitSinkFunction(
            TypeSerializer<TXN> transactionSerializer, TypeSerializer<CONTEXT> contextSerializer, Clock clock) {
        this.transactionSerializer = transactionSerializer;
        this.contextSerializer = contextSerializer;
        this.clock = clock;
    }

    /** The context of a job that does not go on from a checkpoint; none by default. */
    protected Optional<CONTEXT> initializeUserContext() {
        return Optional.empty();
    }

    /** What the function remembers besides its transactions. */
    protected Optional<CONTEXT> getUserContext() {
        return userContext;
    }

    /** The transaction that elements are written into; null after the end of the input. */
    protected TXN currentTransaction() {
        return open.map(Transaction::name).orElse(null);
    }

    /** The prepared transactions that wait for their checkpoint, with its id. */
    protected Stream<Map.Entry<Long, TXN>> pendingTransactions() {
        return prepared.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().name()));
    }

    /** Writes an element into a transaction. */
    protected abstract void invoke(TXN transaction, IN value, Context context) throws Exception;

    /** Begins a transaction. */
    protected abstract TXN beginTransaction() throws Exception;

    /** Prepares a transaction: from now on it can be committed by whoever has its name. Nothing more is written into it. */
    protected abstract void preCommit(TXN transaction) throws Exception;

    /** Commits a prepared transaction. If this fails, the job fails over and commits it again. */
    protected abstract void commit(TXN transaction);

    /** Commits a transaction that a checkpoint has named and that may be committed already. */
    protected void recoverAndCommit(TXN transaction) {
        commit(transaction);
    }

    /** Aborts a transaction that is not prepared. */
    protected abstract void abort(TXN transaction);

    /** Aborts a transaction that was open when a checkpoint was taken and that may be gone. */
    protected void recoverAndAbort(TXN transaction) {
        abort(transaction);
    }

    /** Called once when a job goes on from a checkpoint, after all its transactions were committed or aborted. */
    protected void finishRecoveringContext(Collection<TXN> handledTransactions) {}

    /** Called with the last transaction after the last element. */
    protected void finishProcessing(TXN transaction) {}

    @Override
    public final void invoke(IN value) throws Exception {
        throw new UnsupportedOperationException("elements come with their context");
    }

    @Override
    public final void invoke(IN value, Context context) throws Exception {
        invoke(currentTransaction(), value, context);
    }

    @Override
    public final void finish() throws Exception {
        finished = true;
        if (open.isPresent()) {
            finishProcessing(open.get().name());
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        prepared = new TreeMap<>();
        savedTransactions = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(
                        "two-phase-transactions", new TransactionSerializer<>(transactionSerializer)));
        savedContexts = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("two-phase-context", contextSerializer));
        if (context.isRestored()) {
            recover();
        } else {
            userContext = initializeUserContext();
        }
        open = Optional.of(begin());
    }

    private void recover() throws Exception {
        Iterator<CONTEXT> contexts = savedContexts.get().iterator();
        userContext = contexts.hasNext() ? Optional.of(contexts.next()) : initializeUserContext();
        List<TXN> handled = new ArrayList<>();
        for (Transaction<TXN> transaction : savedTransactions.get()) {
            if (transaction.prepared()) {
                recoverAndCommit(transaction);
            } else {
                recoverAndAbort(transaction.name());
            }
            handled.add(transaction.name());
        }
        finishRecoveringContext(handled);
    }

    private void recoverAndCommit(Transaction<TXN> transaction) {
        try {
            warnIfOld(transaction);
            recoverAndCommit(transaction.name());
        } catch (RuntimeException failure) {
            if (!ignoresFailuresAfterTimeout || ageMs(transaction) <= timeoutMs) {
                throw failure;
            }
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The transaction " + transaction.name() + " is " + ageMs(transaction)
                            + " ms old, older than the timeout of " + timeoutMs
                            + " ms, and could not be committed; its elements are lost",
                    failure);
        }
    }

    private Transaction<TXN> begin() throws Exception {
        return new Transaction<>(beginTransaction(), clock.millis(), false);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (open.isPresent()) {
            preCommit(open.get().name());
            prepared.put(context.getCheckpointId(), open.get().asPrepared());
            open = finished ? Optional.empty() : Optional.of(begin());
        }
        List<Transaction<TXN>> all = new ArrayList<>(prepared.values());
        open.ifPresent(all::add);
        savedTransactions.update(all);
        savedContexts.update(userContext.stream().toList());
    }

    @Override
    public final void notifyCheckpointComplete(long checkpointId) throws Exception {
        RuntimeException first = null;
        Iterator<Transaction<TXN>> due =
                prepared.headMap(checkpointId, true).values().iterator();
        while (due.hasNext()) {
            Transaction<TXN> transaction = due.next();
            try {
                warnIfOld(transaction);
                commit(transaction.name());
                due.remove();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {}

    @Override
    public void close() throws Exception {
        if (open != null && open.isPresent()) {
            abort(open.get().name());
            open = Optional.empty();
        }
    }

    /**
     * Tells after which time the other system gives up a transaction by itself.
     *
     * @param transactionTimeout milliseconds
     */
    protected TwoPhaseCommitSinkFunction<IN, TXN, CONTEXT> setTransactionTimeout(long transactionTimeout) {
        if (transactionTimeout < 0) {
            throw new IllegalArgumentException("a transaction's timeout is >= 0 ms, not " + transactionTimeout);
        }
        this.timeoutMs = transactionTimeout;
        return this;
    }

    /**
     * Lets the job go on when a transaction of a checkpoint cannot be committed and is older than the timeout. Its elements are lost,
     * which the log says.
     */
    protected TwoPhaseCommitSinkFunction<IN, TXN, CONTEXT> ignoreFailuresAfterTransactionTimeout() {
        this.ignoresFailuresAfterTimeout = true;
        return this;
    }

    /**
     * Logs a warning about each transaction that is committed when a part of its timeout is over.
     *
     * @param warningRatio from 0 to 1
     */
    protected TwoPhaseCommitSinkFunction<IN, TXN, CONTEXT> enableTransactionTimeoutWarnings(double warningRatio) {
        if (!(warningRatio >= 0 && warningRatio <= 1)) {
            throw new IllegalArgumentException("the part of the timeout is from 0 to 1, not " + warningRatio);
        }
        this.warningRatio = warningRatio;
        return this;
    }

    private void warnIfOld(Transaction<TXN> transaction) {
        if (warningRatio != NO_WARNINGS && ageMs(transaction) > timeoutMs * warningRatio) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The transaction " + transaction.name() + " is " + ageMs(transaction) + " ms old; at " + timeoutMs
                            + " ms it would be given up");
        }
    }

    private long ageMs(Transaction<TXN> transaction) {
        return clock.millis() - transaction.sinceMs();
    }

    /**
     * A transaction as a checkpoint remembers it.
     *
     * @param name of the user's
     * @param sinceMs when it was begun, in milliseconds since the epoch
     * @param prepared whether it is to be committed; one that was open is aborted
     */
    record Transaction<TXN>(TXN name, long sinceMs, boolean prepared) {
        Transaction<TXN> asPrepared() {
            return new Transaction<>(name, sinceMs, true);
        }
    }
}
