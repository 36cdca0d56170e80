package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Opens Hadoop's file systems with the settings of this process. */
final class HadoopFileSystems {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HadoopFileSystems() {}

    static FileSystem create(URI address) throws IOException {
        Configuration configuration =
                HadoopConfiguration.withDeadlines(HadoopConfiguration.forContainer(System.getenv()), PATIENCE);
        try {
            return new HadoopFileSystem(org.apache.hadoop.fs.FileSystem.get(address, configuration));
        } catch (UnsupportedFileSystemException e) {
            throw new UnsupportedFileSystemSchemeException(
                    "add its jar to HADOOP_CLASSPATH (Hadoop's jars there know "
                            + String.join(", ", schemes(configuration)) + ")",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw told(address, e);
        }
    }

    /** Hadoop's client reports a wrong address of HDFS in these ways. */
    private static IOException told(URI address, Exception failure) {
        if (failure.getCause() instanceof UnknownHostException) {
            return new FileSystemUnavailableException("cannot reach " + address + ": unknown host " + address.getHost()
                    + "; is it a name of HADOOP_CONF_DIR, or of the network?");
        }
        if (String.valueOf(failure.getMessage()).startsWith("Incomplete HDFS URI")) {
            return new FileSystemRefusedException(
                    address + " names no NameNode, and fs.defaultFS in HADOOP_CONF_DIR none either; write"
                            + " hdfs://host:port/path");
        }
        return failure instanceof IOException known
                ? known
                : new FileSystemRefusedException(address + " is no address of a file system: " + failure.getMessage());
    }

    /** What Hadoop finds: by its services, and by settings such as {@code fs.s3a.impl}. */
    private static Set<String> schemes(Configuration configuration) {
        Set<String> schemes = new TreeSet<>();
        configuration.getValByRegex("^fs\\.[^.]+\\.impl$").keySet().forEach(key -> schemes.add(key.split("\\.")[1]));
        Iterator<org.apache.hadoop.fs.FileSystem> services =
                ServiceLoader.load(org.apache.hadoop.fs.FileSystem.class).iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    return schemes;
                }
                schemes.add(services.next().getScheme());
            } catch (ServiceConfigurationError | LinkageError | UnsupportedOperationException unusable) {
                // a file system whose own libraries are missing, or that has no scheme of its own
                continue;
            }
        }
    }
}
