package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.Map;

/** Names of the environment variables that the processes of an application pass on, and methods to read them. */
public final class Variables {

    static final String STAGING = "WEFT_STAGING";
    static final String WORKERS = "WEFT_WORKERS";
    static final String NODES = "WEFT_NODES";
    static final String FILES = "WEFT_FILES";
    static final String HADOOP_CLASS_PATH = "WEFT_HADOOP_CLASSPATH";
    static final String JOB_MANAGER = "WEFT_JOBMANAGER";
    static final String WORKER = "WEFT_WORKER";

    /** Directories with Hadoop's settings, separated by colons; entries may not exist. */
    public static final String HADOOP_CONF = "WEFT_HADOOP_CONF";

    static final String CONTAINER_ID = "CONTAINER_ID";
    static final String NODE_HOST = "NM_HOST";
    static final String TOKEN_FILE = "HADOOP_TOKEN_FILE_LOCATION";

    private Variables() {}

    static String require(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the environment variable " + name
                            + " is not set: this process is started by YARN for a Weft application, not by hand");
        }
        return value;
    }
}
