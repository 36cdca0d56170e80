package dev.weft.streaming.api.operators;

import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.StreamTask;

/** An operator that is shown its surroundings before everything else. */
public interface SetupableStreamOperator<OUT> {
    /** Called once before anything else, with the operator's surroundings. */
    void setup(StreamTask<?, ?> containingTask, StreamConfig config, Output<StreamRecord<OUT>> output);

    /** Whether the operator may share a task with its neighbours. */
    ChainingStrategy getChainingStrategy();

    /** Sets whether the operator may share a task with its neighbours. */
    void setChainingStrategy(ChainingStrategy strategy);
}
