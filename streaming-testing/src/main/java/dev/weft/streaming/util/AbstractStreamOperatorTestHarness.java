package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.Redistribution;
import dev.weft.engine.taskexecutor.operator.Emitter;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import dev.weft.program.Partitioning;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.runtime.state.StateBackend;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * Test harness: one parallel instance of one operator, driven by the thread of a test. Life: settings, optionally
 * {@link #initializeState}, {@link #open}, then elements and time, finally {@link #close}. Input records are copied,
 * unless object reuse is enabled or their type is not known; so are emitted ones. Exceptions of user code are thrown
 * unwrapped.
 *
 * @param <OUT> what the operator emits
 */
@SuppressWarnings("try") // closing may be interrupted
public abstract class AbstractStreamOperatorTestHarness<OUT> implements AutoCloseable {

    private static final OperatorId OPERATOR = new OperatorId("0f".repeat(16));
    private static final int MOST_IN_A_BATCH = 4;
    private static final Batch NOTHING = new Batch(0, false);

    /** Life cycle of the harness. */
    private enum Stage {
        NEW,
        OPENING,
        OPEN,
        CLOSED
    }

    /** An action that may run user code. */
    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    private final OperatorUnderTest operator;
    private final ManualTask.Place place;
    private final Configuration configuration = new Configuration();
    private final Collected collected = new Collected();
    private Stage stage = Stage.NEW;
    private Copying outputCopying;
    private ManualTask task;
    private Operators.Built built;
    private OperatorPieces restored = OperatorPieces.NONE;
    private List<UnaryOperator<Object>> inputCopiers;
    /** Present when all streams go to one gate. */
    private Optional<UnitedStreams> united = Optional.empty();

    private long processingTime;
    private boolean inBatches;
    private Batch batch = NOTHING;
    private int batchedStream;

    AbstractStreamOperatorTestHarness(OperatorUnderTest operator, int maxParallelism, int parallelism, int subtask) {
        requireInstance(maxParallelism, parallelism, subtask);
        this.operator = operator;
        this.outputCopying = operator.outputCopying();
        this.place = new ManualTask.Place(subtask, parallelism, maxParallelism);
    }

    private static void requireInstance(int maxParallelism, int parallelism, int subtask) {
        if (parallelism < 1 || parallelism > maxParallelism || subtask < 0 || subtask >= parallelism) {
            throw new IllegalArgumentException("there is no instance " + subtask + " of " + parallelism
                    + " with a maximum parallelism of " + maxParallelism);
        }
    }

    /**
     * Returns the settings that functions can see. Those of types and serializers take effect when the operator is
     * opened.
     */
    public ExecutionConfig getExecutionConfig() {
        return operator.config();
    }

    /** Returns the job's settings, such as {@code state.backend.type}; they may be changed before {@link #open}. */
    public Configuration getConfiguration() {
        return configuration;
    }

    /** Sets the state backend; must be called before {@link #open}. */
    public void setStateBackend(StateBackend stateBackend) {
        requireNew("its state backend must be given before open()");
        stateBackend.addTo(configuration);
    }

    /** Optional: {@link #open} does the same. */
    public void setup() {
        requireNew("setup() must be called before open()");
    }

    /** Sets the serializer by which emitted records are copied; must be called before {@link #open}. */
    public void setup(TypeSerializer<OUT> outputSerializer) {
        setup();
        outputCopying = Copying.by(outputSerializer);
    }

    /** Restores the operator from saved state; must be called before {@link #open}. */
    public void initializeState(OperatorSubtaskState state) throws Exception {
        requireNew("its state must be given before open()");
        restored = Redistribution.forInstance(
                state.instances(), place.subtask(), place.parallelism(), place.maxParallelism());
    }

    /** Starts the operator without state, which is the default. */
    public void initializeEmptyState() throws Exception {
        initializeState(new OperatorSubtaskState(List.of()));
    }

    private void requireNew(String what) {
        requireNotClosed();
        if (stage != Stage.NEW) {
            throw new IllegalStateException("'" + operator.name() + "' is open already: " + what);
        }
    }

    private void requireNotClosed() {
        if (stage == Stage.CLOSED) {
            throw new IllegalStateException(
                    "the harness of '" + operator.name() + "' is closed: make another one for another run");
        }
    }

    /** Opens the operator and its function. */
    public void open() throws Exception {
        requireNew("open() is called once");
        stage = Stage.OPENING;
        task = new ManualTask(place, operator.config(), configuration, restored);
        task.advanceTo(processingTime);
        inputCopiers = operator.streams().stream()
                .map(stream -> stream.copying().with(operator.config()))
                .toList();
        collected.main = outputCopying.with(operator.config());
        collected.side = Copying.BY_CLASS.with(operator.config());
        Operators.Position position =
                new Operators.Position(OPERATOR, 0, operator.name(), operator.keyings(), operator.inputTypes());
        Emitter emitter = new Emitter(collected, Map.of(), collected::record);
        run(() -> {
            built = new Operators(task).build(operator.operation().get(), position, emitter);
            built.open();
        });
        if (operator.streams().size() > operator.inputTypes().size()) {
            united = Optional.of(
                    new UnitedStreams(built.input(0), operator.streams().size()));
        }
        stage = Stage.OPEN;
    }

    /** Whether the harness accepts elements and time. */
    public boolean isOpen() {
        return stage == Stage.OPEN;
    }

    /** Runs an action, and throws the exceptions of user code without the engine's wrapping. */
    private static void run(Action action) throws Exception {
        try {
            action.run();
        } catch (UserCodeFailure failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure.getCause() instanceof Exception thrown ? thrown : failure;
        }
    }

    /** Runs an action on the open operator, and then the mails that it has enqueued. */
    private void act(Action action) throws Exception {
        opened();
        run(() -> {
            action.run();
            task.runMails();
        });
    }

    private Operators.Built opened() {
        requireNotClosed();
        if (stage != Stage.OPEN) {
            throw new IllegalStateException("'" + operator.name() + "' is not open: call open() first");
        }
        return built;
    }

    /** The state of the open operator. */
    final OperatorState state() {
        return opened().context().state();
    }

    private Receiver gateOf(int stream) {
        return opened().input(operator.streams().get(stream).gate());
    }

    /**
     * Sets whether records are passed in batches with key hashes, as from another task, or one by one, as from an
     * operator of the same task. A batch is passed on when it is full, before anything that is not a record, and by
     * {@link #deliver}.
     */
    public void setBatched(boolean batched) {
        inBatches = batched;
    }

    /** Passes on the current batch. */
    public void deliver() throws Exception {
        if (batch.size() > 0) {
            Batch full = batch;
            batch = NOTHING;
            act(() -> {
                int next = 0;
                while (next < full.size()) {
                    next = gateOf(batchedStream).batch(full, next, new YieldFlag());
                }
            });
        }
    }

    /** Passes one record, and runs the mails that it has enqueued. */
    final void feed(int stream, StreamRecord<?> element) throws Exception {
        opened();
        Object value = element.getValue();
        Object copy = operator.config().isObjectReuseEnabled()
                ? value
                : inputCopiers.get(stream).apply(value);
        Object own = operator.streams().get(stream).arriving(copy);
        long timestamp = element.hasTimestamp() ? element.getTimestamp() : Batch.NO_TIMESTAMP;
        if (inBatches) {
            addToBatch(stream, own, timestamp);
        } else {
            act(() -> gateOf(stream).record(own, timestamp));
        }
    }

    private void addToBatch(int stream, Object arriving, long timestamp) throws Exception {
        boolean keyed = operator.streams().get(stream).spread() instanceof Partitioning.Keyed;
        if (stream != batchedStream || batch.size() == MOST_IN_A_BATCH) {
            deliver();
        }
        if (batch.size() == 0) {
            batch = new Batch(MOST_IN_A_BATCH, keyed);
            batchedStream = stream;
        }
        batch.add(arriving, timestamp, keyed ? hashOf(stream, arriving) : 0);
    }

    private int hashOf(int stream, Object arriving) throws Exception {
        Keying keying = operator.keyings().get(operator.streams().get(stream).gate());
        return keying.hasher().hash(keying.selector().getKey(arriving));
    }

    final void feedWatermark(int stream, long timestamp) throws Exception {
        deliver();
        act(() -> {
            if (united.isPresent()) {
                united.get().watermark(stream, timestamp);
            } else {
                gateOf(stream).watermark(timestamp);
            }
        });
    }

    final void feedStatus(int stream, WatermarkStatus status) throws Exception {
        deliver();
        act(() -> {
            if (united.isPresent()) {
                united.get().idle(stream, status.isIdle());
            } else {
                gateOf(stream).idle(status.isIdle());
            }
        });
    }

    final void feedEnd(int stream) throws Exception {
        deliver();
        act(() -> {
            if (united.isPresent()) {
                united.get().endOfInput(stream);
            } else {
                gateOf(stream).endOfInput();
            }
        });
    }

    /**
     * Whether a record would go to this instance in the program: by its key if it has one, else round-robin.
     *
     * @param stream 0, or 1 for the second input
     * @param turn how many records came before it
     */
    public final boolean receives(int stream, Object value, long turn) throws Exception {
        OperatorUnderTest.Stream its = operator.streams().get(stream);
        if (its.spread() instanceof Partitioning.Keyed) {
            return owns(stream, value);
        }
        return its.spread() instanceof Partitioning.Broadcast
                || Math.floorMod(turn, place.parallelism()) == place.subtask();
    }

    /**
     * Whether this instance owns the record's key.
     *
     * @param stream 0, or 1 for the second input
     */
    final boolean owns(int stream, Object value) throws Exception {
        int hash = hashOf(stream, operator.streams().get(stream).arriving(value));
        return KeyGroupRange.of(place.subtask(), place.parallelism(), place.maxParallelism())
                .contains(KeyGroups.groupOf(hash, place.maxParallelism()));
    }

    /** Sets the processing time in milliseconds, and fires the timers that are due. */
    public void setProcessingTime(long time) throws Exception {
        requireNotClosed();
        processingTime = time;
        if (isOpen()) {
            deliver();
            act(() -> task.advanceTo(time));
        }
    }

    public long getProcessingTime() {
        return isOpen() ? task.processingTime().getCurrentProcessingTime() : processingTime;
    }

    /**
     * Returns everything that was emitted and not removed yet: {@link StreamRecord}s, {@link Watermark}s and {@link
     * WatermarkStatus}es in order. May also be read after {@link #close}.
     */
    public ConcurrentLinkedQueue<Object> getOutput() {
        return collected.elements;
    }

    /** Returns the values that were emitted and not removed yet. */
    public List<OUT> extractOutputValues() {
        List<OUT> values = new ArrayList<>();
        extractOutputStreamRecords().forEach(record -> values.add(record.getValue()));
        return values;
    }

    /** Returns the records that were emitted and not removed yet, without watermarks. */
    @SuppressWarnings("unchecked") // the operator emits values of its output type
    public List<StreamRecord<? extends OUT>> extractOutputStreamRecords() {
        List<StreamRecord<? extends OUT>> records = new ArrayList<>();
        for (Object element : collected.elements) {
            if (element instanceof StreamRecord<?> record) {
                records.add((StreamRecord<OUT>) record);
            }
        }
        return records;
    }

    /** Returns what was emitted to a side output and not removed yet; empty when nothing was. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // only records of the tag's type come here
    public <X> ConcurrentLinkedQueue<StreamRecord<X>> getSideOutput(OutputTag<X> tag) {
        return (ConcurrentLinkedQueue) collected.side(tag.getId());
    }

    /** Returns the number of entries in keyed state, over all keys, states and windows. */
    public int numKeyedStateEntries() throws Exception {
        opened();
        return task.counted().entries();
    }

    /** Returns the number of registered event-time timers, over all keys. */
    public int numEventTimeTimers() throws Exception {
        opened();
        return task.counted().eventTimeTimers();
    }

    /** Returns the number of registered processing-time timers, over all keys. */
    public int numProcessingTimeTimers() throws Exception {
        opened();
        return task.counted().processingTimeTimers();
    }

    /**
     * Takes a checkpoint of the operator: lets it emit what belongs before the barrier, then saves its state; other
     * harnesses can be restored from it by {@link #initializeState}.
     */
    public OperatorSubtaskState snapshot(long checkpointId, long timestamp) throws Exception {
        opened();
        deliver();
        List<OperatorPieces> saved = new ArrayList<>();
        run(() -> {
            built.beforeBarrier(checkpointId);
            try (OperatorSnapshot snapshot = built.snapshot(checkpointId, timestamp)) {
                saved.add(snapshot.write(new MemorySnapshotStore()));
            }
        });
        return new OperatorSubtaskState(saved);
    }

    /** Notifies the operator that a checkpoint is complete. */
    public void notifyOfCompletedCheckpoint(long checkpointId) throws Exception {
        act(() -> built.operator().checkpointComplete(checkpointId));
    }

    /** Combines the saved state of several instances. */
    public static OperatorSubtaskState repackageState(OperatorSubtaskState... states) throws Exception {
        return new OperatorSubtaskState(List.of(states).stream()
                .flatMap(state -> state.instances().stream())
                .toList());
    }

    /**
     * What one of another number of instances begins with. {@link #initializeState} deals the state out itself, so this
     * gives all of it and checks that there is such an instance.
     *
     * @param state what all {@code oldParallelism} instances have saved, put together by {@link #repackageState}
     */
    public static OperatorSubtaskState repartitionOperatorState(
            OperatorSubtaskState state, int numKeyGroups, int oldParallelism, int newParallelism, int subtaskIndex) {
        requireInstance(numKeyGroups, newParallelism, subtaskIndex);
        if (state.instances().size() != oldParallelism) {
            throw new IllegalArgumentException("this is the state of "
                    + state.instances().size() + " instances, not of " + oldParallelism
                    + ": put together what all of them have saved by repackageState(...)");
        }
        return state;
    }

    /** Closes the operator and its function; may be called again, and before {@link #open}. */
    @Override
    public void close() throws Exception {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        run(() -> {
            try (ManualTask closing = task) {
                if (built != null) {
                    built.close();
                }
            }
        });
    }

    /** Collects emitted records, watermarks and idleness. */
    private static final class Collected implements Receiver {
        private final ConcurrentLinkedQueue<Object> elements = new ConcurrentLinkedQueue<>();
        private final Map<String, ConcurrentLinkedQueue<StreamRecord<Object>>> sides = new ConcurrentHashMap<>();
        private UnaryOperator<Object> main;
        private UnaryOperator<Object> side;

        private static StreamRecord<Object> element(Object value, long timestamp) {
            return timestamp == Batch.NO_TIMESTAMP ? new StreamRecord<>(value) : new StreamRecord<>(value, timestamp);
        }

        ConcurrentLinkedQueue<StreamRecord<Object>> side(String id) {
            return sides.computeIfAbsent(id, tag -> new ConcurrentLinkedQueue<>());
        }

        @Override
        public void record(Object value, long timestamp) {
            elements.add(element(main.apply(value), timestamp));
        }

        void record(String sideOutput, Object value, long timestamp) {
            side(sideOutput).add(element(side.apply(value), timestamp));
        }

        @Override
        public void watermark(long timestamp) {
            elements.add(new Watermark(timestamp));
        }

        @Override
        public void idle(boolean idle) {
            elements.add(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
        }

        @Override
        public void endOfInput() {}
    }
}
