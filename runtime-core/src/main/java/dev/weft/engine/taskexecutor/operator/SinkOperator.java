package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.OperatorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a sink's writer and committer (two-phase commit). What the writer prepared for a checkpoint is committed when
 * that checkpoint is complete, and the rest at the end of the input by {@link #commit}. Restored committables belong to a
 * complete checkpoint, so they are committed at once: readers may wait for them, and transactions have a timeout. A
 * committable that must be retried is retried later while the task goes on. The snapshot contains the writer's state and
 * the committables that are not committed yet.
 */
final class SinkOperator extends Operator {

    /** Stands for the checkpoint that the operator was restored from. */
    private static final long RESTORED = Long.MIN_VALUE;

    private final Sink<Object> sink;
    private final TypeInformation<?> inputType;
    private final Context position = new Context();
    private final TreeMap<Long, List<Object>> prepared = new TreeMap<>();
    private final List<CommitRun> retried = new ArrayList<>();
    private boolean scheduled;
    private Optional<VersionedElements<Object>> remembered = Optional.empty();
    private Optional<VersionedElements<Object>> uncommitted = Optional.empty();
    private OptionalLong restoredCheckpointId = OptionalLong.empty();
    private SinkWriter<Object> writer;
    private SinkContext sinkContext;

    SinkOperator(String name, Sink<Object> sink, TypeInformation<?> inputType, Emitter emitter) {
        super(name, sink, emitter);
        this.sink = sink;
        this.inputType = inputType;
    }

    @Override
    @SuppressWarnings("unchecked") // a sink serializes what its own writers give
    public void initialize(OperatorState state) {
        super.initialize(state);
        restoredCheckpointId = state.getRestoredCheckpointId();
        if (sink instanceof SupportsWriterState<?, ?> remembering) {
            remembered = Optional.of(new VersionedElements<>(state, "writer-state", () ->
                    (SimpleVersionedSerializer<Object>) remembering.getWriterStateSerializer()));
        }
        if (sink instanceof SupportsCommitter<?> committing) {
            uncommitted = Optional.of(new VersionedElements<>(state, "committables", () ->
                    (SimpleVersionedSerializer<Object>) committing.getCommittableSerializer()));
        }
    }

    @Override
    void finishBefore(long checkpointId) throws Exception {
        writer.flush(false);
        if (uncommitted.isPresent()) {
            prepare(checkpointId);
        }
    }

    @Override
    void saveIntoState(long checkpointId) throws Exception {
        if (uncommitted.isPresent()) {
            List<Object> open = new ArrayList<>();
            retried.forEach(run -> open.addAll(run.open()));
            prepared.values().forEach(open::addAll);
            uncommitted.get().write(open);
        }
        if (remembered.isPresent() && writer instanceof StatefulSinkWriter<?, ?> stateful) {
            remembered.get().write(stateful.snapshotState(checkpointId));
        }
    }

    private void prepare(long checkpointId) throws Exception {
        if (writer instanceof CommittingSinkWriter<?, ?> committing) {
            prepared.computeIfAbsent(checkpointId, id -> new ArrayList<>()).addAll(committing.prepareCommit());
        }
    }

    @Override
    public void checkpointComplete(long checkpointId) {
        super.checkpointComplete(checkpointId);
        commitUntil(checkpointId);
        scheduleRetry();
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        sinkContext = new SinkContext(context.task(), context.metrics(), inputType, restoredCheckpointId);
        try {
            writer = newWriter();
            if (uncommitted.isPresent()) {
                prepared.put(RESTORED, uncommitted.get().read());
            }
        } catch (Throwable t) {
            throw failure(t);
        }
        commitUntil(RESTORED);
        scheduleRetry();
    }

    @SuppressWarnings("unchecked") // a sink restores what its own writers remembered
    private SinkWriter<Object> newWriter() throws Exception {
        List<Object> memories = remembered.isPresent() ? remembered.get().read() : List.of();
        return memories.isEmpty()
                ? sink.createWriter(sinkContext)
                : ((SupportsWriterState<Object, Object>) sink).restoreWriter(sinkContext, memories);
    }

    @Override
    public void record(Object value, long timestamp) {
        position.timestamp = timestamp;
        try {
            writer.write(value, position);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        position.watermark = timestamp;
        try {
            writer.writeWatermark(new Watermark(timestamp));
        } catch (Throwable t) {
            throw failure(t);
        }
        super.watermark(timestamp);
    }

    @Override
    public void endOfInput() {
        try {
            writer.flush(true);
            if (commits()) {
                prepare(Long.MAX_VALUE);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
        super.endOfInput();
    }

    @Override
    public boolean commits() {
        return sink instanceof SupportsCommitter;
    }

    @Override
    public void commit() {
        commitUntil(Long.MAX_VALUE);
        while (!retried.isEmpty()) {
            sinkContext.task().runMailsUntil(() -> false, nextTryMs());
            retry();
        }
    }

    @SuppressWarnings("unchecked") // a sink's committer commits what its writer prepared
    private void commitUntil(long checkpointId) {
        SortedMap<Long, List<Object>> due = prepared.headMap(checkpointId, true);
        List<Object> committables = due.values().stream().flatMap(List::stream).toList();
        due.clear();
        if (committables.isEmpty() || !(sink instanceof SupportsCommitter)) {
            return;
        }
        try {
            Committer<Object> committer = ((SupportsCommitter<Object>) sink).createCommitter(sinkContext);
            retried.add(new CommitRun(name(), committer, committables));
            attempt(retried.get(retried.size() - 1));
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void attempt(CommitRun run) throws Exception {
        run.attempt();
        if (run.isDone()) {
            retried.remove(run);
            run.close();
        }
    }

    private void retry() {
        try {
            for (CommitRun run : List.copyOf(retried)) {
                attempt(run);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void scheduleRetry() {
        if (!retried.isEmpty() && !scheduled) {
            scheduled = true;
            sinkContext.getProcessingTimeService().registerTimer(nextTryMs(), time -> {
                scheduled = false;
                retry();
                scheduleRetry();
            });
        }
    }

    private long nextTryMs() {
        return sinkContext.getProcessingTimeService().getCurrentProcessingTime() + CommitRun.RETRY_MS;
    }

    @Override
    public void close() throws Exception {
        try {
            for (CommitRun run : retried) {
                run.close();
            }
        } finally {
            try {
                if (writer != null) {
                    writer.close();
                }
            } finally {
                super.close();
            }
        }
    }

    private static final class Context implements SinkWriter.Context {
        private long timestamp = Batch.NO_TIMESTAMP;
        private long watermark = Long.MIN_VALUE;

        @Override
        public long currentWatermark() {
            return watermark;
        }

        @Override
        public Long timestamp() {
            return timestamp == Batch.NO_TIMESTAMP ? null : timestamp;
        }
    }
}
