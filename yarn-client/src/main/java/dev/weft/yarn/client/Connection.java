package dev.weft.yarn.client;

import dev.weft.client.spi.Phases;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.client.YarnLink.NewApplication;
import dev.weft.yarn.common.staging.Distribution;
import dev.weft.yarn.common.staging.DistributionCache;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * The client's connections to the ResourceManager and the file system. On creation it starts, in parallel, every call
 * that a submission needs and that does not depend on the job; callers wait for a result when they need it, up to a
 * deadline from the creation on.
 */
final class Connection implements AutoCloseable {

    private static final int PROBE_MS = 500;

    /** Access to the external systems; replaced in tests. */
    interface Gateway {
        /** Settings of Hadoop, with deadlines. */
        Configuration configuration();

        YarnLink link(Configuration configuration) throws Exception;

        FileSystem fileSystem(Configuration configuration) throws Exception;

        /** Below which staging directories and the distribution cache lie. */
        Path root(FileSystem fs);

        Distribution distribution() throws Exception;
    }

    /** The file system and the root of the staging directories. */
    record Storage(FileSystem fs, Path root) {}

    private final BackgroundIo io;
    private final Phases phases;
    private final long deadlineNs;
    private final Duration patience;
    private final Clock clock;
    private final Future<Configuration> configuration;
    private final Future<YarnLink> link;
    private final Future<Storage> storage;
    private final Future<DistributionCache.Cached> distribution;
    private final Future<Distribution> localDistribution;
    private Future<NewApplication> application;
    private Future<List<NodeReport>> nodes;

    /** @param patience how long the cluster may take to answer at all, from now on */
    Connection(Gateway gateway, BackgroundIo io, Clock clock, Phases phases, Duration patience, boolean forSubmission) {
        this.io = io;
        this.clock = clock;
        this.phases = phases;
        this.patience = patience;
        this.deadlineNs = clock.nanoTime() + patience.toNanos();
        this.configuration = timed("read Hadoop's settings", gateway::configuration);
        this.link = timed("connect to the ResourceManager", () -> gateway.link(configuration.get()));
        this.storage = timed("connect to the file system", () -> {
            FileSystem fs = gateway.fileSystem(configuration.get());
            return new Storage(fs, gateway.root(fs));
        });
        this.localDistribution = timed("hash the distribution", gateway::distribution);
        this.distribution = forSubmission
                ? timed(
                        "ensure the distribution",
                        () -> new DistributionCache(
                                        storage.get().fs(), storage.get().root())
                                .ensure(localDistribution.get()))
                : null;
        if (forSubmission) {
            reserve();
        }
    }

    /** Reserves an application id; again for every further application. */
    private void reserve() {
        application = timed("reserve an application id", () -> link.get().create());
        nodes = timed("list the nodes", () -> link.get().runningNodes());
    }

    private <T> Future<T> timed(String phase, Callable<T> call) {
        return io.start(() -> {
            try {
                return phases.timed(phase, call);
            } catch (ExecutionException e) {
                // A call that waited for an earlier one fails with that one's failure.
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        });
    }

    Configuration configuration() {
        try {
            return BackgroundIo.await(configuration, patience.toMillis());
        } catch (WeftException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("reading Hadoop's settings failed", e);
        }
    }

    YarnLink link() {
        return fromResourceManager(link, "connect");
    }

    NewApplication takeApplication() {
        if (application == null) {
            reserve();
        }
        NewApplication taken = fromResourceManager(application, "create an application");
        application = null;
        return taken;
    }

    List<NodeReport> nodes() {
        return fromResourceManager(nodes, "list the nodes");
    }

    Storage storage() {
        return fromFileSystem(storage, "connect");
    }

    Distribution localDistribution() {
        return fromFileSystem(localDistribution, "read the distribution");
    }

    DistributionCache.Cached distribution() {
        // An upload takes as long as it takes; that the file system answers at all is asked first.
        storage();
        try {
            return BackgroundIo.await(distribution, Long.MAX_VALUE / 2_000_000);
        } catch (Exception e) {
            throw ClusterErrors.fileSystem(e, configuration(), "upload the distribution");
        }
    }

    private <T> T fromResourceManager(Future<T> future, String doing) {
        Configuration settings = configuration();
        try {
            return BackgroundIo.await(future, remainingMs());
        } catch (TimeoutException e) {
            throw ClusterErrors.resourceManager(silence(settings), settings, doing);
        } catch (Exception e) {
            throw ClusterErrors.resourceManager(e, settings, doing);
        }
    }

    private <T> T fromFileSystem(Future<T> future, String doing) {
        Configuration settings = configuration();
        try {
            return BackgroundIo.await(future, remainingMs());
        } catch (TimeoutException e) {
            throw ClusterErrors.fileSystem(late(), settings, doing);
        } catch (Exception e) {
            throw ClusterErrors.fileSystem(e, settings, doing);
        }
    }

    /** Hadoop tries on within itself and keeps to itself why; one try of our own tells. */
    private Exception silence(Configuration settings) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    settings.getSocketAddr(
                            YarnConfiguration.RM_ADDRESS,
                            YarnConfiguration.DEFAULT_RM_ADDRESS,
                            YarnConfiguration.DEFAULT_RM_PORT),
                    PROBE_MS);
            return late();
        } catch (ConnectException e) {
            return e;
        } catch (IOException | IllegalArgumentException e) {
            return late();
        }
    }

    private TimeoutException late() {
        return new TimeoutException("no answer within " + patience.toSeconds() + " s");
    }

    /** However long the user's program took meanwhile, a call that is just under way gets a second. */
    private long remainingMs() {
        return Math.max(1_000, (deadlineNs - clock.nanoTime()) / 1_000_000);
    }

    @Override
    public void close() {
        if (link.isDone() && !link.isCancelled()) {
            try {
                link.get().close();
            } catch (Exception e) {
                // It was never connected; callers that needed it have got the error.
                return;
            }
        }
    }
}
