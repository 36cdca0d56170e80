package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.client.api.NMTokenCache;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link NodeManagers} over Hadoop's NMClient, which keeps a connection to each NodeManager. */
final class YarnNodeManagers implements NodeManagers {

    private static final Logger LOG = LoggerFactory.getLogger(YarnNodeManagers.class);

    private final NMTokenCache tokens = new NMTokenCache();
    private final Lazy<NMClient> client;
    private volatile boolean opened;

    /** @param hadoop with the deadlines that a call may take */
    YarnNodeManagers(Supplier<Configuration> hadoop) {
        client = new Lazy<>(() -> open(hadoop.get()));
    }

    private NMClient open(Configuration hadoop) {
        NMClient opening = NMClient.createNMClient();
        opening.setNMTokenCache(tokens);
        // Containers end with the application; asking every NodeManager to stop its own would only delay our exit.
        opening.cleanupRunningContainersOnStop(false);
        opening.init(hadoop);
        opening.start();
        opened = true;
        return opening;
    }

    @Override
    public void prepare() {
        try {
            client.get();
        } catch (RuntimeException e) {
            LOG.debug("Cannot prepare the way to NodeManagers", e);
        }
    }

    @Override
    public void accept(List<NMToken> given) {
        given.forEach(token -> tokens.setToken(token.getNodeId().toString(), token.getToken()));
    }

    @Override
    public void start(Container container, ContainerLaunchContext context) throws IOException, YarnException {
        client.get().startContainer(container, context);
    }

    @Override
    public void stop(Container container) throws IOException, YarnException {
        client.get().stopContainer(container.getId(), container.getNodeId());
    }

    @Override
    public boolean isRunning(Container container) {
        try {
            return client.get()
                            .getContainerStatus(container.getId(), container.getNodeId())
                            .getState()
                    != ContainerState.COMPLETE;
        } catch (IOException | YarnException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (opened) {
            client.get().stop();
        }
    }
}
