package dev.weft.yarn.appmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.appmaster.ContainerLedger.Grant;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts executors in their containers and stops them there. Containers that are granted before the launch context is
 * known are queued.
 *
 * <p>Owned by the loop of {@link YarnResourceProvider}. Calls to NodeManagers block threads of {@code calls}, one a container.
 */
@LoopOwned
final class ExecutorLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLauncher.class);

    /** How long to wait for so many executors to end before the application master does. */
    private static final Duration WAIT_FOR_ENDS = Duration.ofSeconds(5);

    private static final int WAIT_FOR_ENDS_OF = 32;
    private static final Duration ASK_FOR_ENDS = Duration.ofMillis(20);

    /** Notified on the loop. */
    interface Listener {
        /** The NodeManager has accepted the container. */
        void onStarted(ExecutorId id);

        /** The start failed, or its outcome is unknown. */
        void onStartFailed(ExecutorId id, String reason);
    }

    private final EventLoop loop;
    private final Executor calls;
    private final NodeManagers nodes;
    private final Clock clock;
    private final Listener listener;
    private final Map<WorkerSpec, ContainerLaunchContext> contexts = new HashMap<>();
    private final Map<ExecutorId, Runnable> waiting = new LinkedHashMap<>();
    private Optional<Function<WorkerSpec, ContainerLaunchContext>> how = Optional.empty();

    ExecutorLauncher(EventLoop loop, Executor calls, NodeManagers nodes, Clock clock, Listener listener) {
        this.loop = loop;
        this.calls = calls;
        this.nodes = nodes;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Loads the NodeManager client's classes in the background, while the request for containers waits for its answer.
     */
    void prepare() {
        calls.execute(nodes::prepare);
    }

    /** Sets the factory of launch contexts by kind of worker and launches the queued containers. Called once. */
    void launchBy(Function<WorkerSpec, ContainerLaunchContext> given) {
        loop.assertInLoop();
        how = Optional.of(given);
        waiting.values().forEach(Runnable::run);
        waiting.clear();
    }

    /**
     * Starts an executor in the container, or queues it until the launch context is known. {@link Listener} is notified
     * of the outcome.
     */
    void launch(Grant grant, Container container) {
        loop.assertInLoop();
        if (how.isEmpty()) {
            waiting.put(grant.id(), () -> launch(grant, container));
            return;
        }
        ContainerLaunchContext context = contexts.computeIfAbsent(grant.spec(), how.get());
        LOG.info("Starting an executor in {} on {}", grant.id(), grant.host());
        calls.execute(() -> {
            try {
                nodes.start(container, context);
                loop.execute(() -> listener.onStarted(grant.id()));
            } catch (IOException | YarnException | RuntimeException e) {
                LOG.warn("Cannot start {}", grant.id(), e);
                String reason =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                loop.execute(() -> listener.onStartFailed(grant.id(), reason));
            }
        });
    }

    /** The container was released: removes it from the queue. */
    void forget(ExecutorId id) {
        loop.assertInLoop();
        waiting.remove(id);
    }

    /** Stops a container that was started although it had been released. */
    void stop(Container container) {
        calls.execute(() -> {
            try {
                nodes.stop(container);
            } catch (IOException | YarnException | RuntimeException e) {
                LOG.info("Cannot stop {} at its node; the ResourceManager will: {}", container.getId(), e.toString());
            }
        });
    }

    /**
     * Waits a little for the executors' own end: when the application master's container is gone, YARN kills those that are left, in the
     * middle of writing a log or a class-data archive.
     */
    void awaitEnds(Collection<Container> running, Runnable then) {
        awaitEnds(running.stream().limit(WAIT_FOR_ENDS_OF).toList(), clock.nanoTime() + WAIT_FOR_ENDS.toNanos(), then);
    }

    private void awaitEnds(List<Container> running, long deadlineNs, Runnable then) {
        if (running.isEmpty() || clock.nanoTime() - deadlineNs >= 0) {
            then.run();
            return;
        }
        calls.execute(() -> {
            List<Container> left = running.stream().filter(nodes::isRunning).toList();
            loop.execute(() -> {
                if (left.isEmpty()) {
                    then.run();
                } else {
                    loop.schedule(ASK_FOR_ENDS, () -> awaitEnds(left, deadlineNs, then));
                }
            });
        });
    }
}
