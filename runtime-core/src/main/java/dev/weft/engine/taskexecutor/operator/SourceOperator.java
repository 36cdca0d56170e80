package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.NoWatermarksGenerator;
import dev.weft.api.common.eventtime.RecordTimestampAssigner;
import dev.weft.api.common.eventtime.WatermarkAlignmentParams;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.Payload;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.MasterMessage.CommandHandler;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.state.OperatorState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs the reader of a source on the splits that its enumerator assigns. The task polls it while {@link #isAvailable}.
 * Its snapshot contains the splits that are not read to their end.
 */
public final class SourceOperator extends Operator {

    private final int index;
    private final Source<Object, SourceSplit, ?> source;
    private final WatermarkStrategy<Object> watermarks;
    private final TaskContext task;
    private final Emitter emitter;
    private final SimpleVersionedSerializer<SourceSplit> splitSerializer;
    private SourceReader<Object, SourceSplit> reader;
    private VersionedElements<SourceSplit> unfinished;
    private ReaderOutput<Object> outputs;
    private final CommandHandler<Exception> fromEnumerator = new FromEnumerator();
    private Optional<SourceAlignment> alignment = Optional.empty();

    /** @param index the operator's position in its chain, which identifies it to the enumerator */
    SourceOperator(
            int index,
            String name,
            Source<Object, SourceSplit, ?> source,
            WatermarkStrategy<Object> watermarks,
            TaskContext task,
            Emitter emitter) {
        super(name, source, emitter);
        this.index = index;
        this.source = source;
        this.watermarks = watermarks;
        this.task = task;
        this.emitter = emitter;
        this.splitSerializer = source.getSplitSerializer();
    }

    @Override
    public void initialize(OperatorState state) {
        super.initialize(state);
        unfinished = new VersionedElements<>(state, "splits", () -> splitSerializer);
    }

    @Override
    void saveIntoState(long checkpointId) throws Exception {
        unfinished.write(reader.snapshotState(checkpointId));
    }

    @Override
    public void checkpointComplete(long checkpointId) {
        super.checkpointComplete(checkpointId);
        try {
            reader.notifyCheckpointComplete(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        super.checkpointAborted(checkpointId);
        try {
            reader.notifyCheckpointAborted(checkpointId);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        try {
            outputs = createOutputs(context);
            reader = source.createReader(new ReaderContext(index, task, context.metrics()));
            List<SourceSplit> restored = unfinished.read();
            if (!restored.isEmpty()) {
                reader.addSplits(restored);
            }
            task.signal(index, new SourceSignal.ReaderRegistered(task.host()));
            reader.start();
            if (alignment.isPresent() && outputs instanceof SourceOutputs deriving) {
                alignment.get().start(deriving, reader);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private ReaderOutput<Object> createOutputs(FunctionContext context) {
        Receiver marks = new UserWatermarks(emitter.everyone(), task.batch());
        SourceAlignment.ActivityClock clock =
                new SourceAlignment.ActivityClock(WatermarkStrategyContext.inputActivity(task.backpressure()));
        WatermarkStrategyContext metrics = new WatermarkStrategyContext(context.metrics(), clock);
        WatermarkAlignmentParams params = watermarks.getAlignmentParameters();
        if (params.isEnabled() && !task.batch()) {
            alignment = Optional.of(new SourceAlignment(params, index, task, clock));
        } else if (watermarks.createTimestampAssigner(metrics) instanceof RecordTimestampAssigner
                && watermarks.createWatermarkGenerator(metrics) instanceof NoWatermarksGenerator) {
            return new PlainSourceOutputs(emitter.main(), marks);
        }
        SourceOutputs deriving = new SourceOutputs(watermarks, metrics, emitter.main(), marks);
        schedule(deriving);
        return deriving;
    }

    private void schedule(SourceOutputs deriving) {
        long periodMs = task.executionConfig().getAutoWatermarkInterval();
        if (periodMs > 0 && !task.batch()) {
            task.processingTime().registerTimer(task.processingTime().getCurrentProcessingTime() + periodMs, time -> {
                deriving.onPeriod();
                schedule(deriving);
            });
        }
    }

    /**
     * Polls the reader until it has nothing more or the yield flag is up.
     *
     * @param times it emits at most
     * @return whether there is more
     */
    public InputStatus poll(int times, YieldFlag yield) {
        if (alignment.isPresent() && alignment.get().holdsBack()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        // Local variables, so that the compiled loop does not load the fields and check their classes for each record.
        SourceReader<Object, SourceSplit> from = reader;
        ReaderOutput<Object> to = outputs;
        try {
            for (int i = 0; i < times; i++) {
                InputStatus status = from.pollNext(to);
                if (status != InputStatus.MORE_AVAILABLE || yield.isUp()) {
                    return status;
                }
            }
            return InputStatus.MORE_AVAILABLE;
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Complete as soon as polling makes sense again. */
    public CompletableFuture<Void> isAvailable() {
        return alignment.isPresent() && alignment.get().holdsBack()
                ? alignment.get().resumed()
                : reader.isAvailable();
    }

    /** Handles a command of the enumerator. */
    public void deliver(SourceCommand command) {
        try {
            command.dispatch(fromEnumerator);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private final class FromEnumerator implements CommandHandler<Exception> {
        @Override
        public void on(SourceCommand.AddSplits add) throws IOException {
            List<SourceSplit> splits = new ArrayList<>();
            for (Payload split : add.splits()) {
                splits.add(splitSerializer.deserialize(add.serializerVersion(), split.bytes()));
            }
            reader.addSplits(splits);
        }

        @Override
        public void on(SourceCommand.NoMoreSplits end) {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void on(SourceCommand.UserEvent event) {
            ClassLoader loader = task.userClassLoader().asClassLoader();
            reader.handleSourceEvents(
                    UserObjects.read(event.event(), loader, SourceEvent.class, "an event of an enumerator"));
        }

        @Override
        public void on(SourceCommand.AlignWatermark align) {
            alignment.ifPresent(held -> held.onLimit(align.limit()));
        }
    }

    /** The source's input has ended by itself: emits the final watermark, too. */
    @Override
    public void endOfInput() {
        watermark(Long.MAX_VALUE);
        super.endOfInput();
    }

    @Override
    public void record(Object value, long timestamp) {
        throw new IllegalStateException("source '" + name() + "' has no input");
    }

    @Override
    public void close() throws Exception {
        try {
            if (reader != null) {
                reader.close();
            }
        } finally {
            super.close();
        }
    }
}
