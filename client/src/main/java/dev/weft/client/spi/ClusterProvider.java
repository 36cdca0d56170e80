package dev.weft.client.spi;

import dev.weft.configuration.ConfigOption;
import dev.weft.engine.configuration.OptionSection;
import java.util.List;
import java.util.Set;

/**
 * Service provider for one kind of cluster, found by the service loader. The class must load without the cluster's own
 * libraries, because the client reads its targets on every start.
 */
public interface ClusterProvider {

    /** The values of {@code execution.target} that it serves. */
    Set<String> targets();

    /** The configuration options that it supports. */
    List<OptionSection> options();

    /** The option, one of {@link #options}, by which a running application is named. */
    ConfigOption<String> applicationOption();

    /** What the connection is for. */
    enum Purpose {
        /** Jobs will be deployed. */
        SUBMIT,
        /** Running applications will be looked for. */
        INSPECT
    }

    /**
     * Begins to connect, in the background, and returns at once: the user's {@code main} runs meanwhile. A connection
     * error is reported by the first call that needs the connection.
     *
     * @throws dev.weft.engine.common.WeftException if the cluster's libraries or settings are missing
     */
    ClusterDescriptor connect(ClientContext context, Purpose purpose);
}
