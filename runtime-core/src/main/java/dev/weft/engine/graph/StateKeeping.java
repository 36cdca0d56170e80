package dev.weft.engine.graph;

import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.checkpoint.ListCheckpointed;

/** Tells which operators may be stateful, from the kind of operation and the interfaces of their functions. */
final class StateKeeping {

    private StateKeeping() {}

    /** Whether the operator may have state; false is certain. */
    static boolean mayKeepState(ProgramNode node) {
        Operation operation = node.operation();
        return operation.isKeyed()
                || operation instanceof Operation.FromSource // its splits
                || operation instanceof Operation.AsyncWait // pending requests
                || operation instanceof Operation.BroadcastProcess
                || operation instanceof Operation.Transform
                || ofSink(operation)
                || ofFunction(operation.userObject(), node);
    }

    private static boolean ofSink(Operation operation) {
        return operation instanceof Operation.SinkTo to
                && (to.sink() instanceof SupportsWriterState || to.sink() instanceof SupportsCommitter);
    }

    @SuppressWarnings("deprecation") // programs still use the older form
    private static boolean ofFunction(Object function, ProgramNode node) {
        boolean keyed = node.inputs().stream().anyMatch(input -> input.partitioning() instanceof Partitioning.Keyed);
        return function instanceof CheckpointedFunction
                || function instanceof ListCheckpointed
                || (keyed && function instanceof RichFunction);
    }
}
