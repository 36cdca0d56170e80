package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a small job and starts its tasks on one or more task engines, in place of a JobMaster. */
final class LittleJob {

    static final int MAX_PARALLELISM = 128;

    private final List<Vertex> vertices = new ArrayList<>();
    private final List<JobEdge> edges = new ArrayList<>();
    private final ExecutionConfig config = new ExecutionConfig();
    private final Map<String, String> configuration = new HashMap<>();
    private Map<ExecutionAttemptId, Payload> restored = Map.of();
    private boolean ended;
    private boolean batch;
    private long bufferTimeoutMs = 100;

    /** A vertex under construction: a line of operators. */
    final class Vertex {
        private final VertexId id = new VertexId(String.format("%032x", vertices.size() + 1));
        private final String name;
        private final int parallelism;
        private final List<Operation> operations = new ArrayList<>();
        private final List<TypeInformation<?>> types = new ArrayList<>();
        private final List<NetworkInput> inputs = new ArrayList<>();
        private final List<NetworkOutput> outputs = new ArrayList<>();

        Vertex(String name, int parallelism) {
            this.name = name;
            this.parallelism = parallelism;
        }

        VertexId id() {
            return id;
        }

        /** Appends an operator; {@code out} is the type of what it emits. */
        Vertex then(Operation operation, TypeInformation<?> out) {
            operations.add(operation);
            types.add(out);
            return this;
        }

        /** Connects the last operator to a consumer. */
        Vertex to(Vertex consumer, ShipStrategy strategy, Partitioning partitioning, int gate) {
            TypeInformation<?> type = types.get(types.size() - 1);
            edges.add(new JobEdge(id, outputs.size(), consumer.id, consumer.inputs.size(), strategy));
            outputs.add(new NetworkOutput(type, partitioning, bufferTimeoutMs));
            consumer.inputs.add(new NetworkInput(gate, type, partitioning));
            return this;
        }

        private ChainSpec chain() {
            List<ChainedOperator> operators = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++) {
                List<Link> links = new ArrayList<>();
                if (i + 1 < operations.size()) {
                    links.add(new Link("", Link.Kind.OPERATOR, i + 1, types.get(i)));
                } else {
                    for (int output = 0; output < outputs.size(); output++) {
                        links.add(new Link("", Link.Kind.OUTPUT, output, types.get(i)));
                    }
                }
                operators.add(new ChainedOperator(
                        new OperatorId(String.format("%032x", i + 1)),
                        operations.get(i).label() + " " + (i + 1),
                        operations.get(i),
                        links));
            }
            return new ChainSpec(operators, inputs, outputs, new ChainSpec.Settings(batch, config));
        }
    }

    LittleJob batch() {
        batch = true;
        return this;
    }

    LittleJob with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** Begins with this state; sources get no other splits. */
    LittleJob restored(Map<ExecutionAttemptId, Payload> state) {
        restored = state;
        return this;
    }

    /** All operators had ended at the restored checkpoint. */
    LittleJob ended() {
        ended = true;
        return this;
    }

    LittleJob bufferTimeoutMs(long timeout) {
        bufferTimeoutMs = timeout;
        return this;
    }

    ExecutionConfig config() {
        return config;
    }

    Vertex vertex(String name, int parallelism) {
        Vertex vertex = new Vertex(name, parallelism);
        vertices.add(vertex);
        return vertex;
    }

    /** A source of the numbers from … to, spread over its subtasks. */
    Vertex numbers(String name, int parallelism, long from, long to) {
        return vertex(name, parallelism)
                .then(
                        new Operation.FromSource(new NumberSequenceSource(from, to), WatermarkStrategy.noWatermarks()),
                        TypeInformation.of(Long.class));
    }

    /** Starts subtask i of every vertex on engine i modulo their number. */
    Run start(List<? extends TaskEngine> engines) {
        return start(engines, (vertex, subtask) -> subtask % engines.size());
    }

    /** Decides on which engine a subtask runs. */
    interface Placement {
        int engineOf(String vertex, int subtask);
    }

    Run start(List<? extends TaskEngine> engines, Placement where) {
        List<DataAddress> addresses = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            addresses.add(
                    new DataAddress(executor(i), "127.0.0.1", engines.get(i).dataPort()));
        }
        Map<VertexId, List<Placed>> placement = new HashMap<>();
        List<VertexInfo> vertexInfos = new ArrayList<>();
        for (Vertex vertex : vertices) {
            List<Placed> placed = new ArrayList<>();
            for (int subtask = 0; subtask < vertex.parallelism; subtask++) {
                placed.add(new Placed(where.engineOf(vertex.name, subtask), 0, 1));
            }
            placement.put(vertex.id, placed);
            vertexInfos.add(new VertexInfo(vertex.id, vertex.name, vertex.parallelism, MAX_PARALLELISM));
        }
        JobTopology topology =
                new JobTopology(new JobID(), "little job", configuration, vertexInfos, edges, addresses, placement);
        RecordingTaskEvents events = new RecordingTaskEvents();
        Run run = new Run(topology, events, new HashMap<>());
        for (Vertex vertex : vertices) {
            Payload chain = UserObjects.write(vertex.chain(), "chain");
            for (int subtask = 0; subtask < vertex.parallelism; subtask++) {
                ExecutionAttemptId attempt = new ExecutionAttemptId(vertex.id, subtask, 0, 1);
                int engine = where.engineOf(vertex.name, subtask);
                if (vertex.operations.get(0) instanceof Operation.FromSource from
                        && from.source() instanceof NumberSequenceSource numbers) {
                    if (restored.isEmpty()) {
                        events.feed(attempt, numbers, vertex.parallelism);
                    } else {
                        events.feedNothing(attempt);
                    }
                }
                TaskPlan plan = new TaskPlan(
                        executor(engine),
                        topology,
                        attempt,
                        0,
                        chain,
                        Optional.ofNullable(restored.get(attempt)),
                        ended,
                        BlobStore.none(),
                        Thread.currentThread().getContextClassLoader());
                RunningTask task = engines.get(engine).start(plan, events);
                run.tasks().put(attempt, task);
                events.started(attempt, task);
            }
        }
        return run;
    }

    private static ExecutorId executor(int i) {
        return new ExecutorId("executor-" + i);
    }

    /** What was started. */
    record Run(JobTopology topology, RecordingTaskEvents events, Map<ExecutionAttemptId, RunningTask> tasks) {

        RunningTask task(Vertex vertex, int subtask) {
            return tasks.get(new ExecutionAttemptId(vertex.id(), subtask, 0, 1));
        }

        void cancelAll() {
            tasks.values().forEach(RunningTask::cancel);
        }
    }
}
