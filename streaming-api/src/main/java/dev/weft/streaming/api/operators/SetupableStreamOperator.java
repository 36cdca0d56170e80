package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.StreamTask;

/** An operator that is shown its surroundings before everything else. */
public interface SetupableStreamOperator<OUT> {
    void setup(StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output);

    ChainingStrategy getChainingStrategy();

    void setChainingStrategy(ChainingStrategy strategy);
}
