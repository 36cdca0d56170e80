package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.engine.exchange.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes records with a sink's writer. What a committing writer has prepared by the end of the input becomes visible on
 * {@link #commit}.
 */
final class SinkOperator extends Operator {

    private final Sink<Object> sink;
    private final TypeInformation<?> inputType;
    private final Context position = new Context();
    private final List<Object> prepared = new ArrayList<>();
    private SinkWriter<Object> writer;
    private SinkContext sinkContext;

    SinkOperator(String name, Sink<Object> sink, TypeInformation<?> inputType, Emitter emitter) {
        super(name, sink, emitter);
        this.sink = sink;
        this.inputType = inputType;
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        sinkContext = new SinkContext(context.task(), context.metrics(), inputType);
        try {
            writer = sink.createWriter(sinkContext);
        } catch (Throwable t) {
            throw failure(t);
        }
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
            if (commits() && writer instanceof CommittingSinkWriter<?, ?> committing) {
                prepared.addAll(committing.prepareCommit());
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
    @SuppressWarnings("unchecked") // a sink's committer commits what its writer prepared
    public void commit() {
        if (prepared.isEmpty() || !(sink instanceof SupportsCommitter)) {
            return;
        }
        try {
            new CommitRun(name(), (SupportsCommitter<Object>) sink, sinkContext).commit(prepared);
        } catch (Throwable t) {
            throw failure(t);
        }
        prepared.clear();
    }

    @Override
    public void close() throws Exception {
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            super.close();
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
