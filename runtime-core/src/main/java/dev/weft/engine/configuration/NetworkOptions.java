package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;

/** Options of the connections between processes: addresses, ports, buffers. */
public final class NetworkOptions {

    static final OptionSection SECTION = new OptionSection("Connections between processes");

    public static final ConfigOption<String> EXECUTOR_HOST = SECTION.text("taskmanager.host")
            .does("Name or address under which others reach a TaskExecutor.")
            .unset("the host's own name; on YARN the NodeManager's");

    public static final ConfigOption<String> EXECUTOR_BIND_HOST = SECTION.text("taskmanager.bind-host")
            .does("Local address on which a TaskExecutor listens.")
            .defaultsTo("0.0.0.0");

    public static final ConfigOption<Integer> DATA_PORT = SECTION.integer("taskmanager.data.port")
            .between(0, 65535)
            .does("Port for records between TaskExecutors; 0 takes a free one.")
            .defaultsTo(0);

    public static final ConfigOption<String> MASTER_BIND_HOST = SECTION.text("jobmanager.bind-host")
            .does("Local address on which the JobManager listens.")
            .defaultsTo("0.0.0.0");

    public static final ConfigOption<Integer> CONNECT_TIMEOUT_S = SECTION.integer(
                    "taskmanager.network.netty.client.connectTimeoutSec")
            .between(1, 3600)
            .does("Seconds that a connection to another TaskExecutor may take to open.")
            .defaultsTo(120);

    public static final ConfigOption<MemorySize> MAX_RECORD = SECTION.memory("taskmanager.network.max-record-size")
            .between(MemorySize.ofMebiBytes(1), MemorySize.ofMebiBytes(1024))
            .does(
                    "Largest serialized record between two TaskExecutors, which the reading one holds whole in its heap; a job"
                            + " that gives a larger one fails.")
            .defaultsTo(MemorySize.ofMebiBytes(128));

    public static final ConfigOption<Boolean> SHARE_MEMORY = SECTION.bool("taskmanager.network.shared-memory.enabled")
            .does("Whether TaskExecutors on one host read each other's network buffers in place, in memory of /dev/shm,"
                    + " instead of sending them over a connection.")
            .defaultsTo(true);

    public static final ConfigOption<MemorySize> MAX_FRAME = SECTION.memory("rpc.max-frame-size")
            .between(MemorySize.ofMebiBytes(1), MemorySize.ofMebiBytes(1024))
            .does(
                    "Largest message between the JobManager and a TaskExecutor, such as one with splits or accumulators; functions"
                            + " that are too large travel as files.")
            .formerly("pekko.framesize", "akka.framesize")
            .defaultsTo(MemorySize.ofMebiBytes(64));

    private NetworkOptions() {}
}
