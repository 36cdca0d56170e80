package dev.weft.client.spi;

import dev.weft.configuration.ConfigOption;
import dev.weft.engine.configuration.OptionSection;
import java.util.List;
import java.util.Set;

/**
 * A kind of cluster. Found by the service loader; its class must load without the cluster's own libraries, because it is
 * asked for its targets on every start.
 */
public interface ClusterProvider {

    /** The values of {@code execution.target} that it serves. */
    Set<String> targets();

    /** The options that it acts on. */
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
     * Begins to connect, in the background, and returns at once: the user's {@code main} runs meanwhile. What is wrong
     * with the connection is told by the first call that needs it.
     *
     * @throws dev.weft.engine.common.WeftException if the cluster's libraries or settings are missing
     */
    ClusterDescriptor connect(ClientContext context, Purpose purpose);
}
