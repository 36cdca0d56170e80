package dev.weft.localhadoop;

import java.util.List;

/** The four daemons of the cluster, in the order in which they are listed to the user. */
public enum Role {
    NAME_NODE("namenode", "org.apache.hadoop.hdfs.server.namenode.NameNode", 256, Port.NAME_NODE_HTTP),
    DATA_NODE("datanode", "org.apache.hadoop.hdfs.server.datanode.DataNode", 256, Port.DATA_NODE_HTTP),
    RESOURCE_MANAGER(
            "resourcemanager",
            "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager",
            384,
            Port.RESOURCE_MANAGER_HTTP),
    NODE_MANAGER("nodemanager", "org.apache.hadoop.yarn.server.nodemanager.NodeManager", 256, Port.NODE_MANAGER_HTTP);

    private final String label;
    private final String mainClass;
    private final int heapMb;
    private final Port webPort;

    Role(String label, String mainClass, int heapMb, Port webPort) {
        this.label = label;
        this.mainClass = mainClass;
        this.heapMb = heapMb;
        this.webPort = webPort;
    }

    /** The name in messages, log files and pid files. */
    public String label() {
        return label;
    }

    String mainClass() {
        return mainClass;
    }

    Port webPort() {
        return webPort;
    }

    List<String> jvmFlags() {
        return switch (this) {
            case NAME_NODE, DATA_NODE -> List.of("-Xmx" + heapMb + "m");
            // Guice 4 defines classes by reflection on java.lang, which JDK 17 closed.
            case RESOURCE_MANAGER, NODE_MANAGER ->
                List.of("-Xmx" + heapMb + "m", "--add-opens", "java.base/java.lang=ALL-UNNAMED");
        };
    }
}
