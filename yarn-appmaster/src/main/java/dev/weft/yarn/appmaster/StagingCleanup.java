package dev.weft.yarn.appmaster;

import dev.weft.yarn.common.staging.StagingDirectory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the staging directory once YARN has said that the application is over; before that another attempt may need
 * the files. The process may learn this only between SIGTERM and SIGKILL of the NodeManager (250 ms by default), so the
 * connection to the file system is opened beforehand.
 *
 * <p>Thread-safe. The work happens on threads of its own; {@link #await} is for the process's last thread.
 */
final class StagingCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(StagingCleanup.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Configuration> hadoop;
    private final URI address;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private StagingDirectory directory;

    StagingCleanup(Supplier<Configuration> hadoop, URI address) {
        this.hadoop = hadoop;
        this.address = address;
    }

    /** Opens the connection to the file system in the background. */
    void prepare() {
        start("weft-staging-prepare", () -> {
            try {
                directory();
            } catch (IOException e) {
                LOG.warn("Cannot open {}: {}", address, e.toString());
            }
        });
    }

    /** Starts the deletion in the background; idempotent. The application must be over. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            start("weft-staging-cleanup", this::delete);
        }
    }

    /** Waits a short time for the deletion, at the end of the process. */
    void await() {
        try {
            done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try {
            directory().delete();
            LOG.info("Deleted the staging directory {}", address);
        } catch (IOException e) {
            LOG.warn("Cannot delete the staging directory {}: the next submission will", address, e);
        } finally {
            done.countDown();
        }
    }

    private synchronized StagingDirectory directory() throws IOException {
        if (directory == null) {
            directory = StagingDirectory.of(hadoop.get(), address);
        }
        return directory;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
