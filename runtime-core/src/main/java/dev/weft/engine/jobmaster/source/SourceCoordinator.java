package dev.weft.engine.jobmaster.source;

import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.SignalHandler;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Runs the split enumerator of one source. Owned by its own loop; every public method only enqueues there. The first
 * failure of user code goes to the gate and ends the enumerator's life: nothing is delivered after it.
 *
 * @param <SplitT> the source's splits
 */
@LoopOwned
public final class SourceCoordinator<SplitT extends SourceSplit> {

    private final Source<?, SplitT, ?> source;
    private final EventLoop loop;
    private final ClassLoader userClassLoader;
    private final ReaderGate gate;
    private final EnumeratorContext<SplitT> context;
    private Optional<SourceEnumerator<SplitT, ?>> enumerator = Optional.empty();
    private boolean ended;

    /**
     * @param source the user's source, as deserialized with the user's class loader
     * @param parallelism number of readers
     * @param loop this coordinator's own
     * @param io runs what the enumerator calls asynchronously
     */
    public SourceCoordinator(
            Source<?, SplitT, ?> source,
            int parallelism,
            EventLoop loop,
            Executor io,
            ClassLoader userClassLoader,
            ReaderGate gate) {
        this.source = source;
        this.loop = loop;
        this.userClassLoader = userClassLoader;
        this.gate = gate;
        this.context = new EnumeratorContext<>(
                parallelism,
                source.getSplitSerializer(),
                gate,
                new AsyncCalls(loop, io, userClassLoader, this::guarded));
    }

    /**
     * Creates the enumerator and starts it.
     *
     * @param restored the checkpoint from which the job goes on; 0 for none
     * @param state the enumerator's part of it, as {@link #snapshot} returned it; empty when it has none
     */
    public void start(long restored, Optional<Payload> state) {
        loop.execute(() -> guarded(() -> {
            context.onCheckpointTaken(restored);
            SourceEnumerator<SplitT, ?> created = SourceEnumerator.create(source, context, state);
            enumerator = Optional.of(created);
            created.enumerator().start();
        }));
    }

    /**
     * Takes the enumerator's state for a checkpoint.
     *
     * @param answer gets the state, or the failure of the user's code, which fails the checkpoint only; called on this
     *     coordinator's loop, after all commands to readers that belong before the checkpoint
     */
    public void snapshot(long checkpointId, BiConsumer<Optional<Payload>, Optional<Throwable>> answer) {
        loop.execute(() -> {
            try {
                withUserClasses(() -> {
                    Payload state = enumerator
                            .orElseThrow(() -> new IllegalStateException("there is no enumerator, since it has failed"))
                            .snapshot(checkpointId);
                    context.onCheckpointTaken(checkpointId);
                    answer.accept(Optional.of(state), Optional.empty());
                });
            } catch (Throwable failure) {
                answer.accept(Optional.empty(), Optional.of(failure));
            }
        });
    }

    /** The checkpoint is complete. */
    public void onCheckpointCompleted(long checkpointId) {
        loop.execute(() -> guarded(() -> {
            context.onCheckpointCompleted(checkpointId);
            if (enumerator.isPresent()) {
                enumerator.get().enumerator().notifyCheckpointComplete(checkpointId);
            }
        }));
    }

    /** The checkpoint was given up. */
    public void onCheckpointAborted(long checkpointId) {
        loop.execute(() -> guarded(() -> {
            if (enumerator.isPresent()) {
                enumerator.get().enumerator().notifyCheckpointAborted(checkpointId);
            }
        }));
    }

    /** Handles a signal of a reader. */
    public void onSignal(ExecutionAttemptId reader, SourceSignal signal) {
        loop.execute(() -> guarded(() -> {
            if (enumerator.isPresent()) {
                signal.dispatch(new FromReader(enumerator.get().enumerator(), reader));
            }
        }));
    }

    /**
     * The reader of this subtask restarts while others go on: the enumerator gets back the splits that were assigned to
     * it after the checkpoint from which it goes on. It gets them after the signals that the reader had sent.
     *
     * @param restored that checkpoint; 0 for none
     */
    public void onReaderRestarted(int subtask, long restored) {
        loop.execute(() -> guarded(() -> {
            Optional<List<SplitT>> splits = context.unregister(subtask, restored);
            if (splits.isPresent() && enumerator.isPresent()) {
                enumerator.get().enumerator().addSplitsBack(splits.get(), subtask);
            }
        }));
    }

    /** Dispatches the signals of one reader. */
    private final class FromReader implements SignalHandler<Exception> {
        private final SplitEnumerator<SplitT, ?> to;
        private final ExecutionAttemptId reader;
        private final int subtask;

        FromReader(SplitEnumerator<SplitT, ?> to, ExecutionAttemptId reader) {
            this.to = to;
            this.reader = reader;
            this.subtask = reader.subtask();
        }

        @Override
        public void on(SourceSignal.ReaderRegistered registered) {
            context.register(new ReaderInfo(subtask, registered.host()), reader);
            to.addReader(subtask);
        }

        @Override
        public void on(SourceSignal.SplitRequested requested) {
            to.handleSplitRequest(subtask, requested.host());
        }

        @Override
        public void on(SourceSignal.UserEvent event) throws Exception {
            to.handleSourceEvent(
                    subtask,
                    UserObjects.read(event.event(), userClassLoader, SourceEvent.class, "an event of a reader"));
        }

        @Override
        public void on(SourceSignal.WatermarkReported report) {
            throw new IllegalStateException("the JobMaster answers what readers report of their watermarks");
        }
    }

    /**
     * Closes the enumerator, then the loop, then calls back. An exception of the user's close is reported to the gate.
     */
    public void close(Runnable then) {
        loop.execute(() -> {
            context.close();
            guardedEvenIfEnded(() -> {
                if (enumerator.isPresent()) {
                    enumerator.get().enumerator().close();
                }
            });
            ended = true;
            loop.close();
            then.run();
        });
    }

    /** Runs user code on this loop. */
    private void guarded(UserCode code) {
        if (!ended) {
            guardedEvenIfEnded(code);
        }
    }

    private void guardedEvenIfEnded(UserCode code) {
        loop.assertInLoop();
        try {
            withUserClasses(code);
        } catch (Throwable failure) {
            ended = true;
            gate.fail(failure);
        }
    }

    private void withUserClasses(UserCode code) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userClassLoader);
        try {
            code.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A call of user code. */
    interface UserCode {
        void run() throws Exception;
    }
}
