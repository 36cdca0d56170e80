package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChannelLayout;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;

/**
 * A task that opens its channels, with all that is needed to compute the tasks at their other ends.
 *
 * @param self the executor that runs the task
 * @param topology the whole job and where it runs
 * @param attempt the task
 * @param chain the task's inputs and outputs
 */
public record TaskEndpoint(ExecutorId self, JobTopology topology, ExecutionAttemptId attempt, ChainSpec chain) {

    JobID job() {
        return topology.jobId();
    }

    VertexInfo vertex(VertexId id) {
        return topology.vertices().stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing("vertex " + id));
    }

    JobEdge inputEdge(int input) {
        return topology.edges().stream()
                .filter(e -> e.consumer().equals(attempt.vertex()) && e.input() == input)
                .findFirst()
                .orElseThrow(() -> missing("the edge of input " + input + " of vertex " + attempt.vertex()));
    }

    JobEdge outputEdge(int output) {
        return topology.edges().stream()
                .filter(e -> e.producer().equals(attempt.vertex()) && e.output() == output)
                .findFirst()
                .orElseThrow(() -> missing("the edge of output " + output + " of vertex " + attempt.vertex()));
    }

    /** Name of the operator whose records leave by an output. */
    String operatorOf(int output) {
        return chain.operators().stream()
                .filter(operator -> operator.links().stream()
                        .anyMatch(link -> link.kind() == Link.Kind.OUTPUT && link.index() == output))
                .map(ChainedOperator::name)
                .findFirst()
                .orElseThrow(() -> missing("an operator with output " + output));
    }

    ChannelLayout layout(JobEdge edge) {
        return new ChannelLayout(
                edge.strategy(),
                vertex(edge.producer()).parallelism(),
                vertex(edge.consumer()).parallelism());
    }

    Placed placed(VertexId vertex, int subtask) {
        return topology.placement().get(vertex).get(subtask);
    }

    /** The current attempt of a subtask. */
    ExecutionAttemptId attemptOf(VertexId vertex, int subtask) {
        Placed placed = placed(vertex, subtask);
        return new ExecutionAttemptId(vertex, subtask, placed.attempt(), placed.epoch());
    }

    DataAddress address(Placed placed) {
        return topology.executors().get(placed.executor());
    }

    boolean isHere(Placed placed) {
        return address(placed).executor().equals(self);
    }

    /** Identifies the task that was lost. */
    public FailureOrigin origin(PeerLostException lost) {
        ChannelId channel = lost.channel();
        if (!lost.isConsumer()) {
            return new FailureOrigin.LostProducer(channel.producer());
        }
        return new FailureOrigin.LostConsumer(channel.consumer());
    }

    /** Whether the other executor registered with the same host name as this one. */
    boolean isOnThisHost(Placed placed) {
        return topology.executors().stream()
                .anyMatch(own -> own.executor().equals(self)
                        && own.host().equals(address(placed).host()));
    }

    private WeftException missing(String what) {
        return new WeftException(
                ErrorCode.INTERNAL, "the topology of job '" + topology.name() + "' does not contain " + what);
    }
}
