package dev.weft.localhadoop;

import java.nio.file.Path;

/**
 * Where a cluster keeps its things.
 *
 * @param dir the cluster's own directory; everything that it writes lies below
 * @param hadoopJars the directory of Hadoop's jars, read only
 */
record Layout(Path dir, Path hadoopJars) {

    /** What HADOOP_CONF_DIR points to. */
    Path conf() {
        return dir.resolve("conf");
    }

    /** Class path entries of the daemons alone: their logging and the directories that their web servers insist on. */
    Path daemonResources() {
        return dir.resolve("daemons");
    }

    Path logs() {
        return dir.resolve("logs");
    }

    Path containerLogs() {
        return logs().resolve("containers");
    }

    Path data() {
        return dir.resolve("data");
    }

    Path nameNodeData() {
        return data().resolve("namenode");
    }

    /** Where the NodeManager localizes files and where containers have their working directories. */
    Path containerWork() {
        return data().resolve("nodemanager");
    }

    Path pids() {
        return dir.resolve("run");
    }

    Path ports() {
        return dir.resolve("ports.properties");
    }

    /** What HADOOP_CLASSPATH is set to, in the form in which {@code hadoop classpath} prints it. */
    String clientClassPath() {
        return conf() + ":" + hadoopJars() + "/*";
    }

    String daemonClassPath() {
        return conf() + ":" + daemonResources() + ":" + hadoopJars() + "/*";
    }
}
