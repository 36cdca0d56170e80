package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.net.ConnectTimeoutException;

/** Translates failures of Hadoop services into reasons that a user can act on. */
public final class HadoopRefusals {

    private HadoopRefusals() {}

    /**
     * What a failed call to a file system means, when it is something that a user can act on.
     *
     * @param where the file system's address
     */
    public static Optional<FileSystemRefusedException> ofFileSystem(Throwable failure, String where) {
        Throwable cause = unwrapped(failure);
        String text = String.valueOf(cause.getMessage());
        String type = cause instanceof RemoteException remote
                ? remote.getClassName()
                : cause.getClass().getName();
        if (type.endsWith("SafeModeException") || text.contains("Name node is in safe mode")) {
            return unavailable("HDFS at " + where + " is in safe mode (read only); wait until the NameNode has left it"
                    + " (hdfs dfsadmin -safemode get)");
        }
        if (text.contains("could only be written to 0 of") || text.contains("could only be replicated to 0 nodes")) {
            return unavailable(
                    "no DataNode of " + where + " takes the data; they are full or down (hdfs dfsadmin -report)");
        }
        if (type.endsWith("QuotaExceededException")) {
            return unavailable("a quota of " + where + " is used up: " + firstLine(cause));
        }
        if (type.endsWith("AccessControlException")) {
            return refused("permission denied by " + where + ": " + firstLine(cause));
        }
        if (type.endsWith("PathComponentTooLongException") || text.contains("Pathname too long")) {
            return refused("a path is too long for " + where + ": " + firstLine(cause));
        }
        if (type.endsWith("ParentNotDirectoryException")) {
            return refused("a file of " + where + " is where a directory must be: " + firstLine(cause));
        }
        return Optional.empty();
    }

    private static Optional<FileSystemRefusedException> unavailable(String reason) {
        return Optional.of(new FileSystemUnavailableException(reason));
    }

    private static Optional<FileSystemRefusedException> refused(String reason) {
        return Optional.of(new FileSystemRefusedException(reason));
    }

    /** The reason why a service did not answer at all; empty when it did. */
    public static Optional<String> silence(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TimeoutException) {
                return Optional.of(firstLine(t));
            }
            if (t instanceof ConnectTimeoutException || t instanceof SocketTimeoutException) {
                return Optional.of("no answer");
            }
            if (t instanceof UnknownHostException) {
                return Optional.of("unknown host");
            }
            if (t instanceof ConnectException) {
                return Optional.of("connection refused");
            }
            if (t instanceof EOFException) {
                return Optional.of("it closed the connection");
            }
            if (t instanceof SocketException) {
                return Optional.of(firstLine(t));
            }
        }
        return Optional.empty();
    }

    /** The exception that the service itself answered with, where there is one. */
    public static Throwable unwrapped(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RemoteException) {
                return t;
            }
        }
        return failure;
    }

    /** The first line of the message: Hadoop's services put their own stack behind it. */
    public static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getName()
                : message.lines().findFirst().orElse(message).strip();
    }
}
