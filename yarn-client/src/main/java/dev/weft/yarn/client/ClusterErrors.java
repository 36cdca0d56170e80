package dev.weft.yarn.client;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.hadoop.HadoopRefusals;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Translates Hadoop's exceptions into one-line errors for the user. */
final class ClusterErrors {

    private ClusterErrors() {}

    /** A call to the ResourceManager failed. */
    static WeftException resourceManager(Throwable failure, Configuration configuration, String doing) {
        if (failure instanceof WeftException known) {
            return known;
        }
        Optional<String> silence = HadoopRefusals.silence(failure);
        if (silence.isPresent()) {
            return external(
                    "cannot reach the ResourceManager at " + resourceManagerAddress(configuration)
                            + " (yarn.resourcemanager.address in HADOOP_CONF_DIR): " + silence.get()
                            + "; is it running?",
                    failure);
        }
        return external("the ResourceManager refused to " + doing + ": " + firstLine(root(failure)), failure);
    }

    /** A call to the cluster's file system failed. */
    static WeftException fileSystem(Throwable failure, Configuration configuration, String doing) {
        if (failure instanceof WeftException known) {
            return known;
        }
        String where = configuration.get(FileSystem.FS_DEFAULT_NAME_KEY, "file:///");
        Optional<String> reason = HadoopRefusals.ofFileSystem(failure, where).map(Throwable::getMessage);
        if (reason.isPresent()) {
            String rest = reason.get().startsWith("permission") ? " (yarn.staging-directory names another place)" : "";
            return external("cannot " + doing + ": " + reason.get() + rest, failure);
        }
        Optional<String> silence = HadoopRefusals.silence(failure);
        if (silence.isPresent()) {
            return external(
                    "cannot " + doing + ": cannot reach the file system " + where
                            + " (fs.defaultFS in HADOOP_CONF_DIR): " + silence.get() + "; is it running?",
                    failure);
        }
        return external(
                "cannot " + doing + " on " + where + ": " + firstLine(HadoopRefusals.unwrapped(failure)), failure);
    }

    private static WeftException external(String message, Throwable cause) {
        return new WeftException(ErrorCode.EXTERNAL_SERVICE, message, cause);
    }

    static String resourceManagerAddress(Configuration configuration) {
        if (configuration.getBoolean(YarnConfiguration.RM_HA_ENABLED, false)) {
            return "any of " + configuration.get(YarnConfiguration.RM_HA_IDS, "");
        }
        String host = configuration.get(YarnConfiguration.RM_HOSTNAME, "0.0.0.0");
        return configuration.get(YarnConfiguration.RM_ADDRESS, host + ":" + YarnConfiguration.DEFAULT_RM_PORT);
    }

    private static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && t.getCause() != t) {
            t = t.getCause();
        }
        return t;
    }

    static String firstLine(Throwable failure) {
        return HadoopRefusals.firstLine(failure);
    }
}
