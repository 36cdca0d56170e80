package dev.weft.yarn.common.launch;

import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Environment variables that the application master passes to an executor.
 *
 * @param jobManagerHost where the JobManager listens for executors
 * @param jobManagerPort its port
 * @param spec what the executor was launched as
 */
public record ExecutorEnvironment(String jobManagerHost, int jobManagerPort, WorkerSpec spec) {

    /** The variables to set in the executor's container. */
    public Map<String, String> variables() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put(Variables.JOB_MANAGER, jobManagerHost + ":" + jobManagerPort);
        out.put(Variables.WORKER, ApplicationEnvironment.encode(spec));
        return out;
    }

    public static ExecutorEnvironment read(Map<String, String> environment) {
        String address = Variables.require(environment, Variables.JOB_MANAGER);
        int colon = address.lastIndexOf(':');
        return new ExecutorEnvironment(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                ApplicationEnvironment.decodeSpec(Variables.require(environment, Variables.WORKER)));
    }
}
