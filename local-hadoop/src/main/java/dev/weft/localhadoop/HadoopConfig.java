package dev.weft.localhadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the configuration of a one-machine Hadoop.
 *
 * <p>Absences that matter: no heartbeat, scheduling or retry setting of YARN that an application sees is changed, so that times measured here
 * are those of a cluster on its defaults; nothing listens on an address other than the loopback one.
 */
final class HadoopConfig {

    private static final String LOOPBACK = "127.0.0.1:";

    private final Layout layout;
    private final Ports ports;
    private final int nodeMemoryMb;
    private final int nodeVcores;

    HadoopConfig(Layout layout, Ports ports, int nodeMemoryMb, int nodeVcores) {
        this.layout = layout;
        this.ports = ports;
        this.nodeMemoryMb = nodeMemoryMb;
        this.nodeVcores = nodeVcores;
    }

    void write() throws IOException {
        Files.createDirectories(layout.conf());
        writeSite("core-site.xml", core());
        writeSite("hdfs-site.xml", hdfs());
        writeSite("yarn-site.xml", yarn());
        writeSite("capacity-scheduler.xml", scheduler());
        Files.writeString(layout.conf().resolve("log4j.properties"), logging("WARN", "%d{HH:mm:ss} %p %c{1}: %m%n"));
        for (String webApp : new String[] {"hdfs", "datanode"}) {
            Path webInf =
                    layout.daemonResources().resolve("webapps").resolve(webApp).resolve("WEB-INF");
            Files.createDirectories(webInf);
            Files.writeString(webInf.resolve("web.xml"), "<web-app/>\n");
        }
        Files.writeString(
                layout.daemonResources().resolve("daemon-log4j.properties"), logging("INFO", "%d %p %c: %m%n"));
        Files.writeString(layout.daemonResources().resolve("hosts"), "127.0.0.1 localhost " + hostName() + "\n");
    }

    private Map<String, Object> core() {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("fs.defaultFS", "hdfs://localhost:" + ports.of(Port.NAME_NODE_RPC));
        site.put("hadoop.tmp.dir", layout.data());
        site.put("hadoop.http.staticuser.user", System.getProperty("user.name"));
        return site;
    }

    private Map<String, Object> hdfs() {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("dfs.replication", 1);
        site.put("dfs.permissions.enabled", true);
        site.put("dfs.namenode.name.dir", layout.nameNodeData().toUri());
        site.put("dfs.datanode.data.dir", layout.data().resolve("datanode").toUri());
        site.put("dfs.namenode.http-address", LOOPBACK + ports.of(Port.NAME_NODE_HTTP));
        // A cluster of one DataNode has nobody to wait for once that one has reported.
        site.put("dfs.namenode.safemode.extension", 0);
        site.put("dfs.namenode.datanode.registration.ip-hostname-check", false);
        site.put("dfs.datanode.hostname", "localhost");
        site.put("dfs.datanode.address", LOOPBACK + ports.of(Port.DATA_NODE_TRANSFER));
        site.put("dfs.datanode.http.address", LOOPBACK + ports.of(Port.DATA_NODE_HTTP));
        site.put("dfs.datanode.ipc.address", LOOPBACK + ports.of(Port.DATA_NODE_IPC));
        return site;
    }

    private Map<String, Object> yarn() {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("yarn.resourcemanager.hostname", "localhost");
        site.put("yarn.resourcemanager.address", "localhost:" + ports.of(Port.RESOURCE_MANAGER_RPC));
        site.put("yarn.resourcemanager.scheduler.address", "localhost:" + ports.of(Port.RESOURCE_MANAGER_SCHEDULER));
        site.put(
                "yarn.resourcemanager.resource-tracker.address",
                "localhost:" + ports.of(Port.RESOURCE_MANAGER_TRACKER));
        site.put("yarn.resourcemanager.admin.address", "localhost:" + ports.of(Port.RESOURCE_MANAGER_ADMIN));
        site.put("yarn.resourcemanager.webapp.address", "localhost:" + ports.of(Port.RESOURCE_MANAGER_HTTP));
        site.put("yarn.nodemanager.hostname", "localhost");
        site.put("yarn.nodemanager.address", "localhost:" + ports.of(Port.NODE_MANAGER_RPC));
        site.put("yarn.nodemanager.localizer.address", "localhost:" + ports.of(Port.NODE_MANAGER_LOCALIZER));
        site.put("yarn.nodemanager.webapp.address", "localhost:" + ports.of(Port.NODE_MANAGER_HTTP));
        site.put("yarn.nodemanager.local-dirs", layout.containerWork());
        site.put("yarn.nodemanager.log-dirs", layout.containerLogs());
        site.put("yarn.nodemanager.resource.memory-mb", nodeMemoryMb);
        site.put("yarn.nodemanager.resource.cpu-vcores", nodeVcores);
        site.put("yarn.scheduler.maximum-allocation-mb", nodeMemoryMb);
        // YARN's default of 1024 rounds every container up to a GB: too coarse for many small ones on one machine.
        site.put("yarn.scheduler.minimum-allocation-mb", 256);
        site.put("yarn.nodemanager.pmem-check-enabled", true);
        // A JVM reserves much more address space than it uses.
        site.put("yarn.nodemanager.vmem-check-enabled", false);
        // A laptop's disk is often fuller than the 90 % at which YARN takes a node out of service.
        site.put("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99);
        site.put("yarn.nodemanager.env-whitelist", "JAVA_HOME,HADOOP_CONF_DIR,PATH,LANG,TZ");
        site.put("yarn.nodemanager.delete.debug-delay-sec", 0);
        site.put("yarn.log-aggregation-enable", false);
        site.put("yarn.application.classpath", layout.conf() + "," + layout.hadoopJars() + "/*");
        // The NodeManager starts together with the ResourceManager and must not sleep YARN's 30 s when it is first.
        // Applications do not see this key.
        site.put("yarn.nodemanager.resourcemanager.connect.retry-interval.ms", 200);
        return site;
    }

    private static Map<String, Object> scheduler() {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("yarn.scheduler.capacity.root.queues", "default");
        site.put("yarn.scheduler.capacity.root.default.capacity", 100);
        // Masters are all there is of a small application on one machine; the default of 0.1 would let only one run.
        site.put("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
        return site;
    }

    private static String logging(String level, String pattern) {
        return """
                log4j.rootLogger=%s,console
                log4j.appender.console=org.apache.log4j.ConsoleAppender
                log4j.appender.console.target=System.err
                log4j.appender.console.layout=org.apache.log4j.PatternLayout
                log4j.appender.console.layout.ConversionPattern=%s
                log4j.logger.org.apache.hadoop.util.NativeCodeLoader=ERROR
                """.formatted(level, pattern);
    }

    private void writeSite(String name, Map<String, Object> properties) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n");
        properties.forEach((key, value) -> xml.append("  <property><name>")
                .append(key)
                .append("</name><value>")
                .append(escape(value.toString()))
                .append("</value></property>\n"));
        Files.writeString(layout.conf().resolve(name), xml.append("</configuration>\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The kernel's name of this machine, which need not resolve. */
    private static String hostName() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        return Files.isReadable(kernel) ? Files.readString(kernel).strip() : "localhost";
    }
}
