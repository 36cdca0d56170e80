package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.execution.spi.ResultTail;
import dev.weft.engine.exchange.Backpressure;

/**
 * Sink whose records the client that submitted the job fetches while it runs. What has not been fetched at the end of
 * the input becomes a part of the job's result. Causes backpressure while the client is behind.
 */
final class CollectOperator extends Operator implements Backpressure.Place {

    private final String sink;
    private final TaskContext task;
    private final TypeSerializer<Object> serializer;
    private final CollectBuffer buffer;

    @SuppressWarnings("unchecked") // the records are of the input's type
    CollectOperator(String name, String sink, TypeInformation<?> type, TaskContext task, Emitter emitter) {
        super(name, "no user code", emitter);
        this.sink = sink;
        this.task = task;
        this.serializer = (TypeSerializer<Object>)
                type.createSerializer(task.executionConfig().getSerializerConfig());
        this.buffer = task.collect(sink);
    }

    @Override
    public void record(Object value, long timestamp) {
        if (!buffer.hasReserve()) {
            task.await(buffer::hasReserve, Long.MAX_VALUE);
        }
        try {
            buffer.add(out -> serializer.serialize(value, out));
        } catch (Throwable t) {
            throw failure(t);
        }
        if (!buffer.hasRoom()) {
            task.backpressure().onFull(this);
        }
    }

    @Override
    public boolean hasRoom() {
        return buffer.hasRoom();
    }

    @Override
    public boolean hasReserve() {
        return buffer.hasReserve();
    }

    /** Nothing to do: the buffer wakes the task when a fetch has made room. */
    @Override
    public void askForRoom() {}

    @Override
    public void endOfInput() {
        task.accumulators().add(ResultTail.accumulatorOf(sink), new ResultTail.Carrier(buffer.tail()));
        super.endOfInput();
    }
}
