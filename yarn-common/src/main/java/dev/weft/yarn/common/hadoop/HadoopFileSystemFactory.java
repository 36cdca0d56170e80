package dev.weft.yarn.common.hadoop;

import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.IOException;
import java.net.URI;

/**
 * Factory of Hadoop file systems for every scheme without an own factory: HDFS, object stores, viewfs. Loads no Hadoop
 * class before the first use and refers to none, because processes without Hadoop load it too.
 */
public final class HadoopFileSystemFactory implements FileSystemFactory {

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
            return HadoopFileSystems.create(address);
        } catch (NoClassDefFoundError missing) {
            throw new UnsupportedFileSystemSchemeException(remedy(missing), missing);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** All of Hadoop is missing, or a library of one of its file systems. */
    static String remedy(NoClassDefFoundError missing) {
        String name = String.valueOf(missing.getMessage()).replace('/', '.');
        return name.startsWith("org.apache.hadoop.")
                ? "for Hadoop's file systems put Hadoop on the class path: export HADOOP_CLASSPATH=$(hadoop classpath)"
                : "add the jar with " + name + ", which Hadoop's file system for it needs, to HADOOP_CLASSPATH";
    }
}
