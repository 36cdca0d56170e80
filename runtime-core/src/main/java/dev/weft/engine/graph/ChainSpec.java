package dev.weft.engine.graph;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.engine.common.OperatorId;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.io.Serializable;
import java.util.List;

/**
 * Operator chain of one vertex, a tree: operator 0 is the head, leaves are network outputs or operators without output.
 * Java-serialized on the client; deserialized by the task with the user's class loader.
 *
 * @param operators the head first, every operator after the one that feeds it
 * @param inputs the network inputs in index order; all feed the head, each through its gate (empty for a source)
 * @param outputs the network outputs in index order
 * @param settings what holds for the whole chain
 */
public record ChainSpec(
        List<ChainedOperator> operators, List<NetworkInput> inputs, List<NetworkOutput> outputs, Settings settings)
        implements Serializable {

    public ChainSpec {
        operators = List.copyOf(operators);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One operator of the chain.
     *
     * @param id names the operator's state
     * @param name what users see
     * @param operation what it does, with the user's function
     * @param links where its records go, in order
     */
    public record ChainedOperator(OperatorId id, String name, Operation operation, List<Link> links)
            implements Serializable {
        public ChainedOperator {
            links = List.copyOf(links);
        }
    }

    /**
     * A link from an operator to one consumer of its records.
     *
     * @param sideOutput the id of the side output that is linked, or the empty string for the main output
     * @param kind what {@code index} refers to
     * @param index index into {@link ChainSpec#operators} or {@link ChainSpec#outputs}
     * @param type the type of the records that flow here
     */
    public record Link(String sideOutput, Kind kind, int index, TypeInformation<?> type) implements Serializable {
        /** The kind of consumer. */
        public enum Kind {
            OPERATOR,
            OUTPUT
        }

        public boolean isMain() {
            return sideOutput.isEmpty();
        }
    }

    /**
     * An input channel group of the chain's head: records from other tasks.
     *
     * @param gate 0 for the first (or only) logical input of the head operator, 1 for the second
     * @param type the records' type
     * @param partitioning how they were spread; {@link Partitioning.Keyed} makes the head a keyed operator
     */
    public record NetworkInput(int gate, TypeInformation<?> type, Partitioning partitioning) implements Serializable {}

    /**
     * An output of the chain: records for other tasks.
     *
     * @param type the records' type
     * @param partitioning how they are spread
     * @param bufferTimeoutMs longest time a record waits in an unfilled batch under load; -1 = until full, 0 = never waits
     */
    public record NetworkOutput(TypeInformation<?> type, Partitioning partitioning, long bufferTimeoutMs)
            implements Serializable {}

    /**
     * @param batch whether keyed operators may hold back results until their input has ended
     * @param executionConfig the user's execution config (object reuse, serializers, global parameters)
     */
    public record Settings(boolean batch, ExecutionConfig executionConfig) implements Serializable {}
}
