package dev.weft.yarn.common.hadoop;

import dev.weft.yarn.common.launch.Variables;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Finds and reads Hadoop's configuration: the {@code *-site.xml} files of a named directory, not those that happen to
 * be first on the class path.
 */
public final class HadoopConfiguration {

    private HadoopConfiguration() {}

    /** The settings of the client's machine. */
    public static Configuration forClient(Map<String, String> environment) {
        return read(List.of(SettingsDirectory.ofClient(environment)));
    }

    /** The settings of the node that this container runs on. Without any named directory, those of the class path. */
    public static Configuration forContainer(Map<String, String> environment) {
        List<Path> directories = Stream.of(
                        environment.getOrDefault(Variables.HADOOP_CONF, ""),
                        environment.getOrDefault("HADOOP_CONF_DIR", ""))
                .flatMap(value -> Stream.of(value.split(File.pathSeparator)))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(directory -> SettingsDirectory.SITE_FILES.stream()
                        .anyMatch(name -> Files.isReadable(directory.resolve(name))))
                .distinct()
                .toList();
        Configuration configuration = directories.isEmpty() ? new YarnConfiguration() : read(directories);
        // A process that is being ended still deletes its staging directory; Hadoop would close the file system under
        // it.
        configuration.setBoolean("fs.automatic.close", false);
        return configuration;
    }

    /** Every site file of the directories; an earlier directory wins. */
    private static Configuration read(List<Path> directories) {
        Configuration configuration = new YarnConfiguration();
        List<Path> lowestFirst = new ArrayList<>(directories);
        Collections.reverse(lowestFirst);
        for (Path directory : lowestFirst) {
            for (String name : SettingsDirectory.SITE_FILES) {
                Path file = directory.resolve(name);
                if (Files.isReadable(file)) {
                    configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
                }
            }
        }
        UserGroupInformation.setConfiguration(configuration);
        return configuration;
    }

    /**
     * A copy whose calls to the ResourceManager, NodeManagers and NameNode give up after about {@code patience} instead of
     * Hadoop's 15 minutes.
     */
    public static YarnConfiguration withDeadlines(Configuration configuration, Duration patience) {
        YarnConfiguration copy = new YarnConfiguration(configuration);
        long patienceMs = patience.toMillis();
        copy.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, patienceMs);
        copy.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, Math.min(1_000, patienceMs));
        copy.setLong(YarnConfiguration.CLIENT_NM_CONNECT_MAX_WAIT_MS, patienceMs);
        copy.setLong(YarnConfiguration.CLIENT_NM_CONNECT_RETRY_INTERVAL_MS, Math.min(1_000, patienceMs));
        copy.setInt("ipc.client.connect.timeout", (int) Math.min(5_000, patienceMs));
        copy.setInt("ipc.client.connect.max.retries", 1);
        copy.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
        copy.setInt("ipc.client.connect.retry.interval", 500);
        copy.setInt("ipc.client.rpc-timeout.ms", (int) patienceMs);
        copy.setInt("dfs.client.failover.max.attempts", 3);
        return copy;
    }
}
