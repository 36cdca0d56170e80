package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Identity of the container that this process runs in, from environment variables of the NodeManager.
 *
 * @param containerId e.g. {@code container_e17_1410901177871_0001_01_000005}
 * @param applicationId e.g. {@code application_1410901177871_0001}
 * @param attempt the application attempt, which is the JobManager's epoch
 * @param host the node's name as YARN knows it
 * @param tokenFile the container's credentials
 */
public record ContainerIdentity(String containerId, String applicationId, long attempt, String host, Path tokenFile) {

    public static ContainerIdentity read(Map<String, String> environment) {
        String id = Variables.require(environment, Variables.CONTAINER_ID);
        String[] part = id.split("_");
        int n = part.length;
        boolean epochForm = n == 6 && part[1].startsWith("e");
        if (!part[0].equals("container") || !(n == 5 || epochForm)) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the environment variable " + Variables.CONTAINER_ID + " is no container id: '" + id + "'");
        }
        return new ContainerIdentity(
                id,
                "application_" + part[n - 4] + "_" + part[n - 3],
                Long.parseLong(part[n - 2]),
                Variables.require(environment, Variables.NODE_HOST),
                Path.of(Variables.require(environment, Variables.TOKEN_FILE)));
    }
}
