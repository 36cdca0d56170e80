package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.client.api.NMTokenCache;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The NodeManagers by Hadoop's own client, which keeps a connection to each. */
final class YarnNodeManagers implements NodeManagers {

    private final NMTokenCache tokens = new NMTokenCache();
    private final NMClient client = NMClient.createNMClient();

    /** @param hadoop with the deadlines that a call may take */
    YarnNodeManagers(Configuration hadoop) {
        client.setNMTokenCache(tokens);
        // Containers end with the application; asking every NodeManager to stop its own would only delay our exit.
        client.cleanupRunningContainersOnStop(false);
        client.init(hadoop);
        client.start();
    }

    @Override
    public void accept(List<NMToken> given) {
        given.forEach(token -> tokens.setToken(token.getNodeId().toString(), token.getToken()));
    }

    @Override
    public void start(Container container, ContainerLaunchContext context) throws IOException, YarnException {
        client.startContainer(container, context);
    }

    @Override
    public void stop(Container container) throws IOException, YarnException {
        client.stopContainer(container.getId(), container.getNodeId());
    }

    @Override
    public boolean isRunning(Container container) {
        try {
            return client.getContainerStatus(container.getId(), container.getNodeId())
                            .getState()
                    != ContainerState.COMPLETE;
        } catch (IOException | YarnException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
