package dev.weft.engine.jobmaster;

import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.jobmaster.checkpoint.EnumeratorCheckpoints;
import dev.weft.engine.jobmaster.checkpoint.RestoredState;
import dev.weft.engine.jobmaster.source.ReaderGate;
import dev.weft.engine.jobmaster.source.SourceCoordinator;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinators of a job's sources, by vertex and operator, and the user's classes. Owned by the JobMaster's loop; what
 * runs the user's deserialization runs on the I/O executor and comes back as an event.
 *
 * <p>Life: {@link #open}, then {@link #begin} before every deployment, then {@link #close}. A source of which all readers
 * begin anew gets a new enumerator, with its state of the restored checkpoint; when others of its readers go on, it gets
 * back what the beginning readers were given after that checkpoint.
 *
 * <p>In a checkpoint, commands to readers are held back from the moment at which an enumerator's state was taken until
 * {@link #releaseCommands}: what the state does not contain must reach the reader before the trigger, and the rest after
 * it.
 */
@LoopOwned
final class SourceCoordinators implements EnumeratorCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(SourceCoordinators.class);

    /** Callbacks of the coordinators, on the JobMaster's loop. */
    interface Outlet {
        /** Sends a command to one attempt of a reader, if it still runs. */
        void send(ExecutionAttemptId reader, int operator, SourceCommand command);

        /** A current enumerator of the job has failed. */
        void fail(String sourceName, Throwable failure);
    }

    /** Identity of a source of the job. */
    private record Key(VertexId vertex, int operator) {}

    private record Running(SourceCoordinator<?> coordinator, Gate gate, OperatorId id) {}

    private final JobSubmission job;
    private final JobMasterDependencies dependencies;
    private final EventLoop loop;
    private final Outlet outlet;
    private final Map<Key, Running> running = new LinkedHashMap<>();
    private Optional<StatesOfEnumerators> collecting = Optional.empty();
    private Optional<ClassLoader> userClasses = Optional.empty();
    private boolean busy;

    /** @param loop of the JobMaster */
    SourceCoordinators(JobSubmission job, JobMasterDependencies dependencies, EventLoop loop, Outlet outlet) {
        this.job = job;
        this.dependencies = dependencies;
        this.loop = loop;
        this.outlet = outlet;
    }

    /** Opens the user's class loader. One of the two callbacks follows; nothing is left open after a failure. */
    void open(Runnable opened, Consumer<Throwable> failed) {
        loop.assertInLoop();
        busy = true;
        dependencies.io().execute(() -> {
            try {
                ClassLoader loader =
                        dependencies.userCode().classes().open(job.graph().name(), job.jars());
                loop.execute(() -> {
                    busy = false;
                    userClasses = Optional.of(loader);
                    opened.run();
                });
            } catch (Throwable failure) {
                loop.execute(() -> {
                    busy = false;
                    failed.accept(failure);
                });
            }
        });
    }

    /**
     * Prepares sources for readers that are about to start. One of the two callbacks follows, at once when no
     * enumerator has to be created.
     *
     * @param readers all subtasks that begin, of whatever vertex
     * @param restored what they go on from
     */
    void begin(Set<SubtaskId> readers, RestoredState restored, Runnable ready, Consumer<Throwable> failed) {
        loop.assertInLoop();
        Set<VertexId> anew = new LinkedHashSet<>();
        for (JobVertex vertex : job.graph().vertices()) {
            long beginning = readers.stream()
                    .filter(reader -> reader.vertex().equals(vertex.id()))
                    .count();
            if (beginning == vertex.parallelism() && !vertex.coordinators().isEmpty()) {
                anew.add(vertex.id());
            }
        }
        running.forEach((key, source) -> readers.stream()
                .filter(reader -> reader.vertex().equals(key.vertex()) && !anew.contains(key.vertex()))
                .forEach(reader -> source.coordinator().onReaderRestarted(reader.index(), restored.checkpointId())));
        if (anew.isEmpty()) {
            ready.run();
            return;
        }
        retire(anew);
        busy = true;
        ClassLoader loader = userClasses.orElseThrow();
        dependencies.io().execute(() -> {
            try {
                Map<Key, Source<?, ?, ?>> sources =
                        read(job.graph(), anew, dependencies.userCode().blobs(), loader);
                loop.execute(() -> {
                    busy = false;
                    start(sources, restored, loader);
                    ready.run();
                });
            } catch (Throwable failure) {
                loop.execute(() -> {
                    busy = false;
                    failed.accept(failure);
                });
            }
        });
    }

    /** Ends the coordinators of these vertices; their later messages are ignored. */
    private void retire(Collection<VertexId> vertices) {
        running.entrySet().removeIf(entry -> {
            boolean over = vertices.contains(entry.getKey().vertex());
            if (over) {
                entry.getValue().coordinator().close(() -> {});
            }
            return over;
        });
    }

    private static Map<Key, Source<?, ?, ?>> read(
            JobGraph graph, Set<VertexId> vertices, BlobStore blobs, ClassLoader loader) {
        Map<Key, Source<?, ?, ?>> sources = new LinkedHashMap<>();
        for (JobVertex vertex : graph.vertices()) {
            if (vertices.contains(vertex.id())) {
                for (SourceCoordinatorSpec spec : vertex.coordinators()) {
                    sources.put(
                            new Key(vertex.id(), spec.operator()),
                            UserObjects.read(
                                    spec.source(), blobs, loader, Source.class, "the source '" + spec.name() + "'"));
                }
            }
        }
        return sources;
    }

    private void start(Map<Key, Source<?, ?, ?>> sources, RestoredState restored, ClassLoader loader) {
        for (JobVertex vertex : job.graph().vertices()) {
            for (SourceCoordinatorSpec spec : vertex.coordinators()) {
                Key key = new Key(vertex.id(), spec.operator());
                if (sources.containsKey(key)) {
                    Running source = prepare(key, sources.get(key), spec, vertex, loader);
                    running.put(key, source);
                    source.coordinator().start(restored.checkpointId(), restored.ofEnumerator(source.id()));
                }
            }
        }
    }

    private <SplitT extends SourceSplit> Running prepare(
            Key key, Source<?, SplitT, ?> source, SourceCoordinatorSpec spec, JobVertex vertex, ClassLoader loader) {
        Gate gate = new Gate(key, spec.name());
        EventLoop own = dependencies.loops().start("enumerator-" + spec.name(), (name, fault) -> gate.fail(fault));
        SourceCoordinator<SplitT> coordinator =
                new SourceCoordinator<>(source, vertex.parallelism(), own, dependencies.io(), loader, gate);
        return new Running(
                coordinator, gate, vertex.operators().get(spec.operator()).id());
    }

    // ---- checkpoints ------------------------------------------------------------------------------------------------

    @Override
    public void snapshot(
            long checkpointId, Consumer<Map<OperatorId, Payload>> taken, BiConsumer<String, Throwable> failed) {
        loop.assertInLoop();
        StatesOfEnumerators states = new StatesOfEnumerators(running.size(), taken);
        collecting = Optional.of(states);
        running.values()
                .forEach(source -> source.coordinator()
                        .snapshot(
                                checkpointId,
                                (state, failure) -> loop.execute(() -> {
                                    if (collecting.filter(states::equals).isEmpty()) {
                                        return;
                                    }
                                    if (state.isPresent()) {
                                        source.gate().hold();
                                        states.add(source.id(), state.get());
                                    } else {
                                        failed.accept(source.gate().name, failure.orElseThrow());
                                    }
                                })));
        states.endIfComplete();
    }

    @Override
    public void releaseCommands() {
        loop.assertInLoop();
        collecting = Optional.empty();
        running.values().forEach(source -> source.gate().release());
    }

    @Override
    public void completed(long checkpointId) {
        loop.assertInLoop();
        running.values().forEach(source -> source.coordinator().onCheckpointCompleted(checkpointId));
    }

    @Override
    public void aborted(long checkpointId) {
        loop.assertInLoop();
        running.values().forEach(source -> source.coordinator().onCheckpointAborted(checkpointId));
    }

    /** Collects the states of all enumerators for one checkpoint. */
    private final class StatesOfEnumerators {
        private final Map<OperatorId, Payload> states = new LinkedHashMap<>();
        private final int expected;
        private final Consumer<Map<OperatorId, Payload>> taken;

        StatesOfEnumerators(int expected, Consumer<Map<OperatorId, Payload>> taken) {
            this.expected = expected;
            this.taken = taken;
        }

        void add(OperatorId source, Payload state) {
            loop.assertInLoop();
            states.put(source, state);
            endIfComplete();
        }

        void endIfComplete() {
            loop.assertInLoop();
            if (states.size() == expected) {
                taken.accept(Map.copyOf(states));
            }
        }
    }

    /** Connects one coordinator to its readers, until it is replaced. */
    private final class Gate implements ReaderGate {
        private final Key key;
        private final String name;
        private final Deque<Runnable> held = new ArrayDeque<>();
        private boolean holding;

        Gate(Key key, String name) {
            this.key = key;
            this.name = name;
        }

        @Override
        public void send(ExecutionAttemptId reader, SourceCommand command) {
            loop.execute(() -> {
                if (holding) {
                    held.add(() -> pass(reader, command));
                } else {
                    pass(reader, command);
                }
            });
        }

        private void pass(ExecutionAttemptId reader, SourceCommand command) {
            if (counts()) {
                outlet.send(reader, key.operator(), command);
            }
        }

        void hold() {
            loop.assertInLoop();
            holding = true;
        }

        void release() {
            loop.assertInLoop();
            holding = false;
            while (!held.isEmpty()) {
                held.remove().run();
            }
        }

        @Override
        public void fail(Throwable failure) {
            loop.execute(() -> {
                if (counts()) {
                    outlet.fail(name, failure);
                } else {
                    LOG.debug("An enumerator of '{}' that was replaced has failed", name, failure);
                }
            });
        }

        private boolean counts() {
            return Optional.ofNullable(running.get(key))
                    .filter(source -> source.gate() == this)
                    .isPresent();
        }
    }

    void onEvent(CoordinatorEvent event) {
        loop.assertInLoop();
        Running source = running.get(new Key(event.attempt().vertex(), event.operator()));
        if (source != null) {
            source.coordinator().onSignal(event.attempt(), event.signal());
        }
    }

    /** Whether user classes are being loaded: the result must be awaited before {@link #close}. */
    boolean isBusy() {
        loop.assertInLoop();
        return busy;
    }

    /** Empty before the user's class loader has been opened. */
    Optional<ClassLoader> userClassLoader() {
        loop.assertInLoop();
        return userClasses;
    }

    /** Closes every coordinator, one after the other, then the class loader on the I/O executor. */
    void close() {
        loop.assertInLoop();
        Deque<SourceCoordinator<?>> all = new ArrayDeque<>();
        running.values().forEach(source -> all.add(source.coordinator()));
        closeNext(all, dependencies.io());
        running.clear();
    }

    private void closeNext(Deque<SourceCoordinator<?>> left, Executor io) {
        if (left.isEmpty()) {
            userClasses.ifPresent(loader -> io.execute(() -> closeLoader(loader)));
        } else {
            left.remove().close(() -> closeNext(left, io));
        }
    }

    private static void closeLoader(ClassLoader loader) {
        if (loader instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("The user class loader {} cannot be closed", loader.getName(), e);
            }
        }
    }
}
