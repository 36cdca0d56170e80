package dev.weft.client.spi;

import java.net.URI;
import java.util.Optional;

/** An application that the cluster runs or has run. Thread-safe. */
public interface ClusterApplication {

    /** The cluster's name for it, e.g. {@code application_1410901177871_0001}. */
    String id();

    /** Address of its JobManager's REST server. */
    URI rest();

    /** Final status as reported by the cluster; empty while the application runs. Blocks for one round trip. */
    Optional<Ending> ending();

    /** Kills the application. Blocks for one round trip. */
    void kill(String reason);

    /** A command that stops it. */
    String stopCommand();

    /** A command that shows its logs. */
    String logsCommand();

    /** Final status of an application. */
    record Ending(Outcome outcome, String diagnostics) {}

    /** Final states of an application. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        KILLED
    }
}
