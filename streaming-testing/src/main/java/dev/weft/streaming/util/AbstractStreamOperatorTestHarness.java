package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.Configuration;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.Redistribution;
import dev.weft.engine.taskexecutor.operator.Emitter;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.testing.FakeTask;
import dev.weft.engine.testing.MemorySnapshotStore;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import dev.weft.program.Partitioning;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.OutputTag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One parallel instance of one operator, run by hand in the thread of a test. Life: settings, {@link #initializeState} if it
 * is to begin with something, {@link #open}, then elements and time, {@link #close} at the end. Records are copied on their
 * way in and out unless object reuse is enabled, as between tasks.
 *
 * @param <OUT> what the operator emits
 */
@SuppressWarnings("try") // closing may be interrupted
public abstract class AbstractStreamOperatorTestHarness<OUT> implements AutoCloseable {

    private static final int MOST_IN_A_BATCH = 4;
    private static final Batch NOTHING = new Batch(0, false);

    private final OperatorUnderTest operator;
    private final FakeTask.Place place;
    private final Configuration configuration = new Configuration();
    private final Collected main = new Collected();
    private final Map<String, Collected> sides = new HashMap<>();
    private FakeTask task;
    private Operators.Built built;
    private OperatorPieces restored = OperatorPieces.NONE;
    private List<TypeSerializer<Object>> inputCopiers;
    /** Present when all streams come to one gate. */
    private Optional<UnitedStreams> united = Optional.empty();

    private long processingTime;
    private boolean inBatches;
    private Batch batch = NOTHING;
    private int batchedStream;

    AbstractStreamOperatorTestHarness(OperatorUnderTest operator, int maxParallelism, int parallelism, int subtask) {
        if (parallelism < 1 || parallelism > maxParallelism || subtask < 0 || subtask >= parallelism) {
            throw new IllegalArgumentException("there is no instance " + subtask + " of " + parallelism
                    + " with a maximum parallelism of " + maxParallelism);
        }
        this.operator = operator;
        this.place = new FakeTask.Place(subtask, parallelism, maxParallelism);
    }

    /** Settings that functions can see; to be changed before {@link #open}. */
    public ExecutionConfig getExecutionConfig() {
        return operator.config();
    }

    /** The job's settings, such as {@code state.backend.type}; to be changed before {@link #open}. */
    public Configuration getConfiguration() {
        return configuration;
    }

    /** Collects what the operator emits under these tags; to be called before {@link #open}. */
    public void collectSideOutputs(OutputTag<?>... tags) {
        requireNotOpen("side outputs");
        for (OutputTag<?> tag : tags) {
            sides.put(tag.getId(), new Collected());
        }
    }

    /** Lets the operator begin with what instances of it have saved; to be called before {@link #open}. */
    public void initializeState(OperatorSubtaskState state) {
        requireNotOpen("state");
        restored = Redistribution.forInstance(
                state.instances(), place.subtask(), place.parallelism(), place.maxParallelism());
    }

    private void requireNotOpen(String what) {
        if (built != null) {
            throw new IllegalStateException(what + " of '" + operator.node().name() + "' must be given before open()");
        }
    }

    /** Makes the operator and its function ready. */
    public void open() throws Exception {
        requireNotOpen("a second opening");
        task = new FakeTask(place, false, operator.config(), configuration, restored);
        task.advanceTo(processingTime);
        inputCopiers =
                operator.streams().stream().map(stream -> copier(stream.type())).toList();
        List<Keying> keyings = operator.keyings();
        Operators.Position position = new Operators.Position(0, operator.node().name(), keyings, operator.inputTypes());
        main.copier = copier(operator.outputType());
        Emitter emitter = new Emitter(main, Map.copyOf(sides));
        built = new Operators(task).build(operator.operation(), position, emitter);
        built.open();
        if (operator.streams().size() > operator.inputTypes().size()) {
            united = Optional.of(
                    new UnitedStreams(built.input(0), operator.streams().size()));
        }
    }

    @SuppressWarnings("unchecked") // a serializer of the type copies its values
    private TypeSerializer<Object> copier(TypeInformation<?> type) {
        return (TypeSerializer<Object>) type.createSerializer(operator.config().getSerializerConfig());
    }

    private Operators.Built opened() {
        if (built == null) {
            throw new IllegalStateException("'" + operator.node().name() + "' is not open: call open() first");
        }
        return built;
    }

    private Receiver gateOf(int stream) {
        return opened().input(operator.streams().get(stream).gate());
    }

    /**
     * Whether records come in batches with the hashes of their keys, as from another task, or one by one, as from an
     * operator of the same task. A batch comes when it is full, with what is not a record, and with {@link #deliver}.
     */
    public void setBatched(boolean batched) {
        inBatches = batched;
    }

    /** Lets come in what has been fed in batches. */
    public void deliver() {
        if (batch.size() > 0) {
            Batch full = batch;
            batch = NOTHING;
            gateOf(batchedStream).batch(full);
            task.runMails();
        }
    }

    /** Feeds one record and runs what it has put into the mailbox. */
    final void feed(int stream, StreamRecord<?> element) throws Exception {
        Receiver gate = gateOf(stream);
        Object value = element.getValue();
        Object own = operator.streams()
                .get(stream)
                .arriving(
                        operator.config().isObjectReuseEnabled()
                                ? value
                                : inputCopiers.get(stream).copy(value));
        long timestamp = element.hasTimestamp() ? element.getTimestamp() : Batch.NO_TIMESTAMP;
        if (inBatches) {
            addToBatch(stream, own, timestamp);
        } else {
            gate.record(own, timestamp);
            task.runMails();
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

    final void feedWatermark(int stream, long timestamp) {
        deliver();
        Receiver gate = gateOf(stream);
        if (united.isPresent()) {
            united.get().watermark(stream, timestamp);
        } else {
            gate.watermark(timestamp);
        }
        task.runMails();
    }

    final void feedIdleness(int stream, boolean idle) {
        deliver();
        Receiver gate = gateOf(stream);
        if (united.isPresent()) {
            united.get().idle(stream, idle);
        } else {
            gate.idle(idle);
        }
        task.runMails();
    }

    final void feedEnd(int stream) {
        deliver();
        Receiver gate = gateOf(stream);
        if (united.isPresent()) {
            united.get().endOfInput(stream);
        } else {
            gate.endOfInput();
        }
        task.runMails();
    }

    /**
     * Whether a record comes to this instance in the program: by its key if it has one, by turns where the program does not
     * say.
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
     * Whether records of this key belong to this instance.
     *
     * @param stream 0, or 1 for the second input
     */
    final boolean owns(int stream, Object value) throws Exception {
        int hash = hashOf(stream, operator.streams().get(stream).arriving(value));
        return KeyGroupRange.of(place.subtask(), place.parallelism(), place.maxParallelism())
                .contains(KeyGroups.groupOf(hash, place.maxParallelism()));
    }

    /** Moves the clock, in milliseconds, and fires the timers that become due. */
    public void setProcessingTime(long time) throws Exception {
        processingTime = time;
        if (task != null) {
            deliver();
            task.advanceTo(time);
            task.runMails();
        }
    }

    public long getProcessingTime() {
        return processingTime;
    }

    /** Everything that was emitted and not taken out yet: {@link StreamRecord}s and {@link Watermark}s in order. */
    public Queue<Object> getOutput() {
        return main.elements;
    }

    /** The values that were emitted and not taken out yet. */
    @SuppressWarnings("unchecked") // the operator emits values of its output type
    public List<OUT> extractOutputValues() {
        List<OUT> values = new ArrayList<>();
        for (Object element : main.elements) {
            if (element instanceof StreamRecord<?> record) {
                values.add((OUT) record.getValue());
            }
        }
        return values;
    }

    /** What was emitted under a tag that was named in {@link #collectSideOutputs}. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // only records of the tag's type come here
    public <X> Queue<StreamRecord<X>> getSideOutput(OutputTag<X> tag) {
        Collected side = sides.get(tag.getId());
        if (side == null) {
            throw new IllegalArgumentException(
                    "side output '" + tag.getId() + "' is not collected: call collectSideOutputs(tag) before open()");
        }
        side.elements.removeIf(element -> !(element instanceof StreamRecord));
        return (Queue) side.elements;
    }

    /** Saves the operator's state as it is now; it can be begun with by {@link #initializeState} of other harnesses. */
    public OperatorSubtaskState snapshot(long checkpointId, long timestamp) throws Exception {
        opened();
        deliver();
        try (OperatorSnapshot snapshot = built.snapshot(checkpointId, timestamp)) {
            return new OperatorSubtaskState(snapshot.write(new MemorySnapshotStore()));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** Tells the operator that a checkpoint is complete. */
    public void notifyOfCompletedCheckpoint(long checkpointId) throws Exception {
        opened().operator().checkpointComplete(checkpointId);
    }

    /** Puts together what several instances have saved. */
    public static OperatorSubtaskState repackageState(OperatorSubtaskState... states) {
        return new OperatorSubtaskState(List.of(states).stream()
                .flatMap(state -> state.instances().stream())
                .toList());
    }

    @Override
    public void close() throws Exception {
        if (built != null) {
            built.close();
            task.close();
        }
    }

    /** Where emitted records and watermarks gather. */
    private static final class Collected implements Receiver {
        private final Queue<Object> elements = new ConcurrentLinkedQueue<>();
        private TypeSerializer<Object> copier;

        @Override
        public void record(Object value, long timestamp) {
            Object own = copier == null ? value : copier.copy(value);
            elements.add(
                    timestamp == Batch.NO_TIMESTAMP ? new StreamRecord<>(own) : new StreamRecord<>(own, timestamp));
        }

        @Override
        public void watermark(long timestamp) {
            elements.add(new Watermark(timestamp));
        }

        @Override
        public void idle(boolean idle) {}

        @Override
        public void endOfInput() {}
    }
}
