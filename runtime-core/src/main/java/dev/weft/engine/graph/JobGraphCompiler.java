package dev.weft.engine.graph;

import dev.weft.api.common.JobID;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.program.ExecutionModes;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a program into a job graph: resolves the execution mode, chains operators, derives max parallelisms and
 * operator ids, numbers inputs and outputs, serializes. Pure. An invalid program ends in one {@link WeftException} that
 * says what to do.
 */
public final class JobGraphCompiler {

    private final Program program;
    private final JobID jobId;
    private final boolean batch;
    private final Chains chains;
    private final Map<Integer, OperatorId> ids;
    private final Map<Integer, List<Consumer>> consumers = new HashMap<>();
    private final List<JobEdge> edges = new ArrayList<>();

    /** An edge of the program, seen from the node that it comes from. */
    private record Consumer(ProgramNode node, int inputIndex, ProgramInput input) {}

    private JobGraphCompiler(Program program, JobID jobId) {
        this.program = program;
        this.jobId = jobId;
        this.batch = ExecutionModes.resolve(program.settings().mode(), program.nodes()) == RuntimeExecutionMode.BATCH;
        this.chains = Chains.of(program);
        this.ids = OperatorIds.of(program);
        for (ProgramNode node : program.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                consumers
                        .computeIfAbsent(node.inputs().get(i).nodeId(), id -> new ArrayList<>())
                        .add(new Consumer(node, i, node.inputs().get(i)));
            }
        }
    }

    /** The job graph of the program. */
    public static JobGraph compile(Program program, JobID jobId) {
        ProgramChecks.check(program);
        return new JobGraphCompiler(program, jobId).graph();
    }

    private JobGraph graph() {
        List<JobVertex> vertices = new ArrayList<>();
        for (ProgramNode head : chains.heads()) {
            vertices.add(vertex(head));
        }
        // the resolved mode instead of AUTOMATIC, so that every reader of the settings sees the same one
        Configuration settings = new Configuration(program.settings().configuration());
        settings.set(
                ExecutionOptions.RUNTIME_MODE, batch ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING);
        checkRestarts(settings);
        return new JobGraph(jobId, program.name(), batch, settings.toMap(), vertices, edges);
    }

    /** Checks the restart settings, so that an error shows at submission. */
    private static void checkRestarts(Configuration settings) {
        try {
            RestartStrategies.fromConfiguration(settings);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private JobVertex vertex(ProgramNode head) {
        int maxParallelism = chains.maxParallelismOf(head);
        if (head.parallelism() > maxParallelism) {
            throw refused("the parallelism of '" + head.name() + "' is " + head.parallelism()
                    + ", more than its maximum parallelism of " + maxParallelism
                    + "; lower the parallelism or raise the maximum by setMaxParallelism (at most "
                    + MaxParallelism.LIMIT + ")");
        }
        ChainSpec chain = chain(head);
        List<SourceCoordinatorSpec> coordinators = new ArrayList<>();
        boolean commits = false;
        for (int i = 0; i < chain.operators().size(); i++) {
            ChainedOperator operator = chain.operators().get(i);
            if (operator.operation() instanceof Operation.FromSource from) {
                coordinators.add(new SourceCoordinatorSpec(
                        i,
                        operator.name(),
                        UserObjects.write(from.source(), "the source of operator '" + operator.name() + "'")));
            }
            commits |= operator.operation() instanceof Operation.SinkTo to && to.sink() instanceof SupportsCommitter;
        }
        return new JobVertex(
                vertexId(head),
                ChainNames.of(chain),
                head.parallelism(),
                maxParallelism,
                head.slotSharingGroup(),
                operators(head, maxParallelism),
                ChainPayload.write(chain),
                coordinators,
                commits);
    }

    private VertexId vertexId(ProgramNode head) {
        return new VertexId(ids.get(head.id()).hex());
    }

    private List<VertexOperator> operators(ProgramNode head, int maxParallelism) {
        return chains.membersOf(head).stream()
                .map(member -> new VertexOperator(
                        ids.get(member.id()),
                        ChainNames.of(member),
                        StateKeeping.mayKeepState(member),
                        maxParallelism,
                        chains.isMaxParallelismGiven(member),
                        strategyOf(member.operation())))
                .toList();
    }

    private static String strategyOf(Operation operation) {
        return operation instanceof Operation.Window window
                ? WindowPlan.of(window).text()
                : "";
    }

    private ChainSpec chain(ProgramNode head) {
        List<ProgramNode> members = chains.membersOf(head);
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (ProgramNode member : members) {
            indexOf.put(member.id(), indexOf.size());
        }
        List<NetworkOutput> outputs = new ArrayList<>();
        List<ChainedOperator> operators = new ArrayList<>();
        for (ProgramNode member : members) {
            List<Link> links = new ArrayList<>();
            for (Consumer consumer : consumers.getOrDefault(member.id(), List.of())) {
                TypeInformation<?> type = typeOf(member, consumer.input());
                String side =
                        consumer.input().sideOutput().map(OutputTag::getId).orElse("");
                boolean chained = !chains.isHead(consumer.node());
                if (chained) {
                    links.add(new Link(
                            side,
                            Link.Kind.OPERATOR,
                            indexOf.get(consumer.node().id()),
                            type));
                } else {
                    links.add(new Link(side, Link.Kind.OUTPUT, outputs.size(), type));
                    edges.add(edge(head, outputs.size(), consumer));
                    outputs.add(new NetworkOutput(
                            type,
                            consumer.input().partitioning(),
                            member.overrides().bufferTimeoutMs(program.settings())));
                }
            }
            operators.add(new ChainedOperator(ids.get(member.id()), ChainNames.of(member), member.operation(), links));
        }
        List<NetworkInput> inputs = head.inputs().stream()
                .map(input -> new NetworkInput(
                        input.gate(), typeOf(chains.node(input.nodeId()), input), input.partitioning()))
                .toList();
        ChainSpec.Settings settings =
                new ChainSpec.Settings(batch, program.settings().executionConfig());
        return new ChainSpec(operators, inputs, outputs, settings);
    }

    private JobEdge edge(ProgramNode producer, int output, Consumer consumer) {
        Partitioning partitioning = consumer.input().partitioning();
        ProgramNode reader = consumer.node();
        if (partitioning.isForward() && producer.parallelism() != reader.parallelism()) {
            throw refused("'" + chains.node(consumer.input().nodeId()).name() + "' (parallelism "
                    + producer.parallelism() + ") cannot forward to '" + reader.name() + "' (parallelism "
                    + reader.parallelism() + "): use rebalance() or rescale() between them, or the same parallelism");
        }
        return new JobEdge(
                vertexId(producer), output, vertexId(reader), consumer.inputIndex(), ShipStrategy.of(partitioning));
    }

    private static TypeInformation<?> typeOf(ProgramNode producer, ProgramInput input) {
        return input.sideOutput()
                .<TypeInformation<?>>map(OutputTag::getTypeInfo)
                .or(producer::outputType)
                .orElseThrow(() -> refused("the output type of '" + producer.name()
                        + "' is unknown; say it by .returns(...) right behind the operator, e.g."
                        + " .returns(Types.STRING)"));
    }

    static WeftException refused(String line) {
        return new WeftException(ErrorCode.USER_CODE, line);
    }
}
