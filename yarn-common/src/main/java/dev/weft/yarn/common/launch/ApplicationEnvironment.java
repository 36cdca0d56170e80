package dev.weft.yarn.common.launch;

import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Environment variables that the client passes to the application master, so that it can request containers before it
 * has read anything else.
 *
 * @param staging the application's staging directory
 * @param demand the workers to ask for at once
 * @param nodes nodes that had room for such a worker when the application was submitted; empty on a large cluster
 * @param files what the executors' containers get
 * @param hadoopClassPath entries of {@code yarn.application.classpath}
 */
public record ApplicationEnvironment(
        URI staging, List<WorkerDemand> demand, List<Node> nodes, ContainerFiles files, List<String> hadoopClassPath) {

    /** More nodes than this are not named: with so many, one container per node and heartbeat is no limit. */
    public static final int MAX_NAMED_NODES = 16;

    /**
     * A node of the cluster, as the scheduler calls it.
     *
     * @param rack e.g. {@code /default-rack}
     */
    public record Node(String rack, String host) {}

    public ApplicationEnvironment {
        demand = List.copyOf(demand);
        nodes = nodes.size() > MAX_NAMED_NODES ? List.of() : List.copyOf(nodes);
        hadoopClassPath = List.copyOf(hadoopClassPath);
    }

    /** The variables to set in the application master's container. */
    public Map<String, String> variables() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put(Variables.STAGING, EnvironmentText.encode(staging.toString()));
        out.put(
                Variables.WORKERS,
                demand.stream().map(d -> d.count() + "x" + encode(d.spec())).collect(Collectors.joining(";")));
        out.put(
                Variables.NODES,
                nodes.stream()
                        .map(n -> EnvironmentText.encode(n.rack()) + "," + EnvironmentText.encode(n.host()))
                        .collect(Collectors.joining(";")));
        out.put(Variables.FILES, files.encode());
        out.put(
                Variables.HADOOP_CLASS_PATH,
                hadoopClassPath.stream().map(EnvironmentText::encode).collect(Collectors.joining(",")));
        return out;
    }

    public static ApplicationEnvironment read(Map<String, String> environment) {
        return new ApplicationEnvironment(
                URI.create(EnvironmentText.decode(Variables.require(environment, Variables.STAGING))),
                parts(environment, Variables.WORKERS, ";")
                        .map(ApplicationEnvironment::decodeDemand)
                        .toList(),
                parts(environment, Variables.NODES, ";")
                        .map(ApplicationEnvironment::decodeNode)
                        .toList(),
                ContainerFiles.decode(Variables.require(environment, Variables.FILES)),
                parts(environment, Variables.HADOOP_CLASS_PATH, ",")
                        .map(EnvironmentText::decode)
                        .toList());
    }

    private static Stream<String> parts(Map<String, String> environment, String name, String separator) {
        return Stream.of(Variables.require(environment, name).split(separator)).filter(part -> !part.isEmpty());
    }

    private static WorkerDemand decodeDemand(String text) {
        int x = text.indexOf('x');
        return new WorkerDemand(decodeSpec(text.substring(x + 1)), Integer.parseInt(text.substring(0, x)));
    }

    private static Node decodeNode(String text) {
        int comma = text.indexOf(',');
        return new Node(
                EnvironmentText.decode(text.substring(0, comma)), EnvironmentText.decode(text.substring(comma + 1)));
    }

    static String encode(WorkerSpec spec) {
        return spec.slots() + "," + spec.processBytes() + "," + spec.vcores();
    }

    static WorkerSpec decodeSpec(String text) {
        String[] part = text.split(",");
        return new WorkerSpec(Integer.parseInt(part[0]), Long.parseLong(part[1]), Integer.parseInt(part[2]));
    }
}
