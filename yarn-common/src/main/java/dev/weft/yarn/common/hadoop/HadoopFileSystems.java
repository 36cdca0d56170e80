package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.IOException;
import java.net.URI;
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
        }
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
