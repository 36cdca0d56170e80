package dev.weft.engine.jobmaster;

import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.jobmaster.source.ReaderGate;
import dev.weft.engine.jobmaster.source.SourceCoordinator;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;

/**
 * The coordinators of a job's sources, by vertex and operator. Made on the I/O executor by {@link #open}, which runs the
 * user's deserialization; afterwards owned by the JobMaster's loop.
 */
final class SourceCoordinators {

    /** Where the coordinators' words go. Called from any thread; only enqueues. */
    interface Outlet {
        void send(Key source, int subtask, SourceCommand command);

        void fail(String sourceName, Throwable failure);
    }

    /** One source of the job. */
    record Key(VertexId vertex, int operator) {}

    private final ClassLoader userClassLoader;
    private final Map<Key, SourceCoordinator<?>> coordinators;

    private SourceCoordinators(ClassLoader userClassLoader, Map<Key, SourceCoordinator<?>> coordinators) {
        this.userClassLoader = userClassLoader;
        this.coordinators = coordinators;
    }

    /** Opens the user's classes and sources; throws what the user's code throws, and leaves nothing open then. */
    static SourceCoordinators open(JobSubmission job, Surroundings around, Outlet outlet) {
        ClassLoader loader = around.userClassLoaders().open(job.graph().name(), job.jars());
        try {
            Map<Key, Source<?, ?, ?>> sources = new LinkedHashMap<>();
            for (JobVertex vertex : job.graph().vertices()) {
                for (SourceCoordinatorSpec spec : vertex.coordinators()) {
                    sources.put(
                            new Key(vertex.id(), spec.operator()),
                            UserObjects.read(spec.source(), loader, Source.class, "the source '" + spec.name() + "'"));
                }
            }
            Map<Key, SourceCoordinator<?>> coordinators = new LinkedHashMap<>();
            for (JobVertex vertex : job.graph().vertices()) {
                for (SourceCoordinatorSpec spec : vertex.coordinators()) {
                    Key key = new Key(vertex.id(), spec.operator());
                    coordinators.put(key, coordinator(key, sources.get(key), spec, vertex, loader, around, outlet));
                }
            }
            return new SourceCoordinators(loader, coordinators);
        } catch (RuntimeException | LinkageError e) {
            closeLoader(loader);
            throw e;
        }
    }

    private static <SplitT extends SourceSplit> SourceCoordinator<SplitT> coordinator(
            Key key,
            Source<?, SplitT, ?> source,
            SourceCoordinatorSpec spec,
            JobVertex vertex,
            ClassLoader loader,
            Surroundings around,
            Outlet outlet) {
        ReaderGate gate = new ReaderGate() {
            @Override
            public void send(int subtask, SourceCommand command) {
                outlet.send(key, subtask, command);
            }

            @Override
            public void fail(Throwable failure) {
                outlet.fail(spec.name(), failure);
            }
        };
        EventLoop loop =
                around.loops().start("enumerator-" + spec.name(), (name, fault) -> outlet.fail(spec.name(), fault));
        return new SourceCoordinator<>(source, vertex.parallelism(), loop, around.io(), loader, gate);
    }

    void start() {
        coordinators.values().forEach(SourceCoordinator::start);
    }

    void onEvent(CoordinatorEvent event) {
        SourceCoordinator<?> coordinator =
                coordinators.get(new Key(event.attempt().vertex(), event.operator()));
        if (coordinator != null) {
            coordinator.onSignal(event.attempt().subtask(), event.signal());
        }
    }

    ClassLoader userClassLoader() {
        return userClassLoader;
    }

    /** Closes every coordinator, one after the other, then the class loader on the I/O executor. */
    void close(Executor io) {
        closeNext(new ArrayDeque<>(coordinators.values()), io);
    }

    private void closeNext(Deque<SourceCoordinator<?>> left, Executor io) {
        if (left.isEmpty()) {
            io.execute(() -> closeLoader(userClassLoader));
        } else {
            left.remove().close(() -> closeNext(left, io));
        }
    }

    private static void closeLoader(ClassLoader loader) {
        if (loader instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(SourceCoordinators.class)
                        .warn("The user class loader {} cannot be closed", loader.getName(), e);
            }
        }
    }
}
