package dev.weft.engine.graph;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.VertexId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A vertex of the job graph: one operator chain, run by {@code parallelism} tasks.
 *
 * @param id stable identity
 * @param name what users see, e.g. {@code "Source: lines -> Tokenizer"}
 * @param parallelism 1 … maxParallelism
 * @param maxParallelism number of key groups, 1 … 32768
 * @param slotSharingGroup tasks of one group share slots
 * @param operators the operators of the chain in its order, the head first
 * @param chain a Java-serialized {@link ChainSpec}
 * @param coordinators the chain's sources, whose enumerators run beside the JobMaster
 * @param commits whether a sink of this chain holds back its effects until the job may commit
 */
public record JobVertex(
        VertexId id,
        String name,
        int parallelism,
        int maxParallelism,
        String slotSharingGroup,
        List<VertexOperator> operators,
        Blob chain,
        List<SourceCoordinatorSpec> coordinators,
        boolean commits) {

    public JobVertex {
        operators = List.copyOf(operators);
        coordinators = List.copyOf(coordinators);
        if (parallelism < 1 || parallelism > maxParallelism || maxParallelism > 32768) {
            throw new IllegalArgumentException("vertex '" + name + "': parallelism " + parallelism
                    + " must be 1 … max parallelism, which is " + maxParallelism + " and must be <= 32768");
        }
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("vertex '" + name + "' has no operators");
        }
    }

    /** For users: the chosen implementation of operators that have several, and why; empty where there is only one. */
    public String strategy() {
        return operators.stream()
                .filter(operator -> !operator.strategy().isEmpty())
                .map(operator -> operator.name() + " keeps " + operator.strategy())
                .collect(Collectors.joining("; "));
    }

    /**
     * A source whose splits are enumerated centrally.
     *
     * @param operator index of the source operator within the chain
     * @param name the operator's name
     * @param source the Java-serialized {@link dev.weft.api.connector.source.Source}
     */
    public record SourceCoordinatorSpec(int operator, String name, Blob source) {}
}
