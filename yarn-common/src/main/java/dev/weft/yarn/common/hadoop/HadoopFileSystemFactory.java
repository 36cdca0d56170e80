package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Hadoop's file systems for every scheme that has none of its own: HDFS, object stores, viewfs. Nothing of Hadoop is loaded before
 * the first of them is asked for.
 */
public final class HadoopFileSystemFactory implements FileSystemFactory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Called by the service loader. */
    public HadoopFileSystemFactory() {}

    @Override
    public String getScheme() {
        return ANY_SCHEME;
    }

    @Override
    public FileSystem create(URI address) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Hadoop finds its file systems through the thread's class loader, which may be that of a user's job.
        thread.setContextClassLoader(HadoopFileSystemFactory.class.getClassLoader());
        try {
            Configuration configuration =
                    HadoopConfiguration.withDeadlines(HadoopConfiguration.forContainer(System.getenv()), PATIENCE);
            return new HadoopFileSystem(org.apache.hadoop.fs.FileSystem.get(address, configuration));
        } catch (UnsupportedFileSystemException e) {
            throw new UnsupportedFileSystemSchemeException(
                    "there is no file system for '" + address.getScheme() + "' (of " + address
                            + "): Hadoop's class path has none; correct the address, or add its jar to HADOOP_CLASSPATH",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
