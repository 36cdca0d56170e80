package dev.weft.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension for tests on the cluster. After each test it ends what the test's {@code bin/flink} has started, and
 * checks that no container and no staging directory is left.
 */
final class OnCluster implements BeforeEachCallback, AfterEachCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration stagingPatience;
    private Cluster cluster;
    private Path directory;
    private Flink flink;

    /** Staging directories are gone when the containers are. */
    OnCluster() {
        this(Duration.ZERO);
    }

    /** @param stagingPatience how long staging directories may stay longer than containers */
    OnCluster(Duration stagingPatience) {
        this.stagingPatience = stagingPatience;
    }

    Cluster cluster() {
        return cluster;
    }

    /** The command line, with this cluster in its environment. */
    Flink flink() {
        return flink;
    }

    /** The test's own directory. */
    Path directory() {
        return directory;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        cluster = Cluster.shared(context);
        directory = Files.createTempDirectory("weft-it");
        flink = new Flink(cluster.environment(), directory);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            flink.killWhatStillRuns(cluster);
            Await.until(PATIENCE, "all containers to be gone", cluster::containerJvms, Map::isEmpty);
            Await.until(stagingPatience, "no staging directory", this::stagingDirectories, List::isEmpty);
        } finally {
            Cluster.delete(directory);
        }
    }

    private List<String> stagingDirectories() {
        try {
            return cluster.stagingDirectories();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
