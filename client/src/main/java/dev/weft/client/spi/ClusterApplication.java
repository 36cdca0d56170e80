package dev.weft.client.spi;

import java.net.URI;
import java.util.Optional;

/** A running application of the cluster. Any thread. */
public interface ClusterApplication {

    /** The cluster's name for it, e.g. {@code application_1410901177871_0001}. */
    String id();

    /** Where its JobManager answers REST requests. */
    URI rest();

    /** How it ended, as the cluster tells; empty while it runs. Blocks for one round trip. */
    Optional<Ending> ending();

    /** Ends it whatever it does. Blocks for one round trip. */
    void kill(String reason);

    /** A command that stops it. */
    String stopCommand();

    /** A command that shows its logs. */
    String logsCommand();

    /** The end of an application. */
    record Ending(Outcome outcome, String diagnostics) {}

    /** How an application can end. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        KILLED
    }
}
