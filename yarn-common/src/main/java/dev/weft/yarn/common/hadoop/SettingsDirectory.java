package dev.weft.yarn.common.hadoop;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Locates the cluster's configuration directory on the client's machine. Loads no Hadoop class, to keep the client's
 * start fast.
 */
public final class SettingsDirectory {

    static final List<String> SITE_FILES = List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

    private SettingsDirectory() {}

    /** The directory that {@code HADOOP_CONF_DIR} names, then {@code YARN_CONF_DIR}, then {@code HADOOP_HOME/etc/hadoop}. */
    public static Path ofClient(Map<String, String> environment) {
        for (String variable : List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR", "HADOOP_HOME")) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isBlank()) {
                Path named = Path.of(value);
                return existing(
                        variable.equals("HADOOP_HOME") ? named.resolve("etc/hadoop") : named, variable, environment);
            }
        }
        throw wrong("HADOOP_CONF_DIR is not set, so the cluster cannot be found: set it to", environment);
    }

    private static Path existing(Path directory, String variable, Map<String, String> environment) {
        if (!Files.isDirectory(directory)) {
            throw wrong(variable + " points to " + directory + ", which is not a directory: set it to", environment);
        }
        if (SITE_FILES.stream().noneMatch(name -> Files.isReadable(directory.resolve(name)))) {
            throw wrong(
                    variable + " points to " + directory
                            + ", which has no readable core-site.xml or yarn-site.xml: set it to",
                    environment);
        }
        return directory;
    }

    private static WeftException wrong(String what, Map<String, String> environment) {
        // Set by bin/flink of a source tree, where there is another way.
        String tryOut = environment.getOrDefault("WEFT_SOURCE", "").isBlank()
                ? ""
                : ", or run: bin/local-hadoop start; eval \"$(bin/local-hadoop env)\"";
        return new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                what + " the directory with the cluster's core-site.xml and yarn-site.xml" + tryOut);
    }
}
