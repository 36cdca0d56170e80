package dev.weft.streaming.api.operators;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.metrics.groups.OperatorMetricGroup;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.api.operators.spi.OperatorHost;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import dev.weft.streaming.runtime.tasks.StreamTask;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import java.io.Serializable;

/**
 * What most operators have in common: surroundings, state, timers, and watermarks that fire timers and go on. A subclass that
 * overrides one of the life cycle's methods calls super.
 */
public abstract class AbstractStreamOperator<OUT>
        implements StreamOperator<OUT>,
                SetupableStreamOperator<OUT>,
                StreamOperatorStateHandler.CheckpointedStreamOperator,
                Serializable {
    private static final long serialVersionUID = 1L;

    protected ChainingStrategy chainingStrategy = ChainingStrategy.DEFAULT_CHAINING_STRATEGY;
    protected transient StreamConfig config;
    protected transient Output<StreamRecord<OUT>> output;
    protected transient OperatorMetricGroup metrics;
    protected transient ProcessingTimeService processingTimeService;
    private transient StreamTask<?, ?> container;
    private transient OperatorHost host;
    private transient Both both;

    /** How far the inputs of an operator with two are. */
    private static final class Both {
        private final long[] watermarks = {Long.MIN_VALUE, Long.MIN_VALUE};
        private final boolean[] idle = new boolean[2];
        private long combined = Long.MIN_VALUE;
        private boolean allIdle;
    }

    @Override
    public void setup(StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output) {
        this.container = containingTask;
        this.host = containingTask.host();
        this.config = config;
        this.output = output;
        this.metrics = getRuntimeContext().getMetricGroup();
        this.processingTimeService = getRuntimeContext().getProcessingTimeService();
        this.both = new Both();
    }

    /** Replaces the clock and timers that {@link #setup} took from the task. */
    public void setProcessingTimeService(ProcessingTimeService processingTimeService) {
        this.processingTimeService = processingTimeService;
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {}

    @Override
    public void open() throws Exception {}

    @Override
    public void finish() throws Exception {}

    @Override
    public void close() throws Exception {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {}

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {}

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {}

    /** The job's execution configuration, to be read only. */
    public ExecutionConfig getExecutionConfig() {
        return getRuntimeContext().getExecutionConfig();
    }

    /** The operator's configuration, from {@link #setup} on. */
    public StreamConfig getOperatorConfig() {
        return config;
    }

    /** The task that the operator runs in, from {@link #setup} on. */
    public StreamTask<?, ?> getContainingTask() {
        return container;
    }

    /** Loads the program's classes. */
    public ClassLoader getUserCodeClassloader() {
        return getRuntimeContext().getUserCodeClassLoader();
    }

    /** The operator's name; that of its class before {@link #setup}. */
    protected String getOperatorName() {
        return config == null ? getClass().getSimpleName() : config.getOperatorName();
    }

    /** The context to hand to functions, from {@link #setup} on. */
    public StreamingRuntimeContext getRuntimeContext() {
        return host.runtimeContext();
    }

    /** The clock and timers of processing time. */
    public ProcessingTimeService getProcessingTimeService() {
        return processingTimeService;
    }

    /** State of the current key. */
    protected <S extends State> S getPartitionedState(StateDescriptor<S, ?> stateDescriptor) throws Exception {
        return host.state(stateDescriptor);
    }

    /** State of the current key in a namespace. */
    protected <S extends State, N> S getPartitionedState(
            N namespace, TypeSerializer<N> namespaceSerializer, StateDescriptor<S, ?> stateDescriptor)
            throws Exception {
        return host.state(namespace, namespaceSerializer, stateDescriptor);
    }

    /** Timers of keys. Restored ones fire from the first call on, so it is best made in {@link #open}. */
    public <K, N> InternalTimerService<N> getInternalTimerService(
            String name, TypeSerializer<N> namespaceSerializer, Triggerable<K, N> triggerable) {
        return host.timers(name, namespaceSerializer, triggerable);
    }

    @Override
    public void setCurrentKey(Object key) {
        host.setCurrentKey(key);
    }

    @Override
    public Object getCurrentKey() {
        return host.getCurrentKey();
    }

    @Override
    public final void setChainingStrategy(ChainingStrategy strategy) {
        chainingStrategy = strategy;
    }

    @Override
    public final ChainingStrategy getChainingStrategy() {
        return chainingStrategy;
    }

    /**
     * Fires the event-time timers up to the watermark, then emits it. Overriding methods call it, or do both
     * themselves.
     */
    public void processWatermark(Watermark mark) throws Exception {
        host.advance(mark.getTimestamp());
        output.emitWatermark(mark);
    }

    /** Takes a watermark of the first input; the smaller one of both inputs goes to {@link #processWatermark}. */
    public void processWatermark1(Watermark mark) throws Exception {
        combine(0, mark);
    }

    /** Takes a watermark of the second input; the smaller one of both inputs goes to {@link #processWatermark}. */
    public void processWatermark2(Watermark mark) throws Exception {
        combine(1, mark);
    }

    private void combine(int input, Watermark mark) throws Exception {
        both.watermarks[input] = Math.max(both.watermarks[input], mark.getTimestamp());
        combine();
    }

    private void combine() throws Exception {
        if (both.allIdle) {
            return;
        }
        long lowest = Math.min(
                both.idle[0] ? Long.MAX_VALUE : both.watermarks[0], both.idle[1] ? Long.MAX_VALUE : both.watermarks[1]);
        if (lowest > both.combined) {
            both.combined = lowest;
            processWatermark(new Watermark(lowest));
        }
    }

    /** Emits that the input pauses, or goes on. */
    public void processWatermarkStatus(WatermarkStatus watermarkStatus) throws Exception {
        output.emitWatermarkStatus(watermarkStatus);
    }

    /** Hears that the first input pauses, or goes on; the operator pauses when both do. */
    public final void processWatermarkStatus1(WatermarkStatus watermarkStatus) throws Exception {
        combine(0, watermarkStatus);
    }

    /** Hears that the second input pauses, or goes on; the operator pauses when both do. */
    public final void processWatermarkStatus2(WatermarkStatus watermarkStatus) throws Exception {
        combine(1, watermarkStatus);
    }

    private void combine(int input, WatermarkStatus status) throws Exception {
        both.idle[input] = status.isIdle();
        boolean allIdle = both.idle[0] && both.idle[1];
        if (allIdle != both.allIdle) {
            both.allIdle = allIdle;
            processWatermarkStatus(allIdle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
        }
        combine();
    }
}
