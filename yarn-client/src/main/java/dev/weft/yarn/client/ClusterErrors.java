package dev.weft.yarn.client;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.net.ConnectTimeoutException;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Turns what Hadoop throws into one line for the user. */
final class ClusterErrors {

    private ClusterErrors() {}

    /** A call to the ResourceManager failed. */
    static WeftException resourceManager(Throwable failure, Configuration configuration, String doing) {
        if (failure instanceof WeftException known) {
            return known;
        }
        Optional<Throwable> unreachable = unreachable(failure);
        if (unreachable.isPresent()) {
            return external(
                    "cannot reach the ResourceManager at " + resourceManagerAddress(configuration)
                            + " (yarn.resourcemanager.address in HADOOP_CONF_DIR): " + reason(unreachable.get())
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
        Throwable cause = unwrapped(failure);
        String text = String.valueOf(cause.getMessage());
        String type = cause instanceof RemoteException remote
                ? remote.getClassName()
                : cause.getClass().getName();
        if (type.endsWith("SafeModeException") || text.contains("Name node is in safe mode")) {
            return external(
                    "cannot " + doing + ": HDFS at " + where
                            + " is in safe mode (read only); wait until the NameNode has"
                            + " left it (hdfs dfsadmin -safemode get)",
                    failure);
        }
        if (text.contains("could only be written to 0 of") || text.contains("could only be replicated to 0 nodes")) {
            return external(
                    "cannot " + doing + ": no DataNode of " + where + " takes the data; they are full or down (hdfs"
                            + " dfsadmin -report)",
                    failure);
        }
        if (type.endsWith("QuotaExceededException")) {
            return external("cannot " + doing + ": a quota of " + where + " is used up: " + firstLine(cause), failure);
        }
        if (type.endsWith("AccessControlException")) {
            return external(
                    "cannot " + doing + ": permission denied by " + where + ": " + firstLine(cause)
                            + " (yarn.staging-directory names another place)",
                    failure);
        }
        Optional<Throwable> unreachable = unreachable(failure);
        if (unreachable.isPresent()) {
            return external(
                    "cannot " + doing + ": cannot reach the file system " + where
                            + " (fs.defaultFS in HADOOP_CONF_DIR): " + reason(unreachable.get()) + "; is it running?",
                    failure);
        }
        return external("cannot " + doing + " on " + where + ": " + firstLine(cause), failure);
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

    private static Optional<Throwable> unreachable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ConnectException
                    || t instanceof SocketTimeoutException
                    || t instanceof NoRouteToHostException
                    || t instanceof UnknownHostException
                    || t instanceof SocketException
                    || t instanceof EOFException
                    || t instanceof TimeoutException) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }

    private static String reason(Throwable failure) {
        if (failure instanceof ConnectTimeoutException
                || failure instanceof SocketTimeoutException
                || failure instanceof TimeoutException) {
            return failure instanceof TimeoutException ? failure.getMessage() : "no answer";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        return failure instanceof EOFException ? "it closed the connection" : firstLine(failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RemoteException) {
                return t;
            }
        }
        return failure;
    }

    private static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && t.getCause() != t) {
            t = t.getCause();
        }
        return t;
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getName()
                : message.lines().findFirst().orElse(message).strip();
    }
}
