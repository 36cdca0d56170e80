package dev.weft.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engines that are compared, with their settings. */
enum Contestant {
    WEFT("Weft", false),
    /** Another built tree of Weft, to see what a change costs or gains. */
    WEFT_BEFORE("Weft before", false),
    FLINK("Flink", false),
    FLINK_TUNED("Flink tuned", true);

    private static final String MAIN = "dev.weft.benchmarks.jobs.Workload";

    private final String title;
    private final boolean objectReuse;

    Contestant(String title, boolean objectReuse) {
        this.title = title;
        this.objectReuse = objectReuse;
    }

    String title() {
        return title;
    }

    /** The command that submits a program and waits for its result. */
    ProcessBuilder command(Places places, Row row, long records, Map<String, String> settings) {
        List<String> command = new ArrayList<>();
        Map<String, String> environment;
        Path program;
        if (this == WEFT || this == WEFT_BEFORE) {
            Places.Tree tree = this == WEFT ? places.weft() : places.before().orElseThrow();
            command.add(tree.home().resolve("bin/flink").toString());
            program = tree.jobs();
            environment = Map.of();
        } else {
            Path peer = places.peer();
            program = peer.resolve("jobs.jar");
            command.addAll(List.of("java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.add("-Dlog.file=" + peer.resolve("client.log"));
            command.add("-Dlog4j.configurationFile=" + peer.resolve("conf/log4j-cli.properties"));
            command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
            command.addAll(List.of("--add-opens", "java.base/java.util=ALL-UNNAMED"));
            command.addAll(List.of("-cp", peer.resolve("lib") + "/*:" + System.getenv("HADOOP_CLASSPATH")));
            command.add("org.apache.flink.client.cli.CliFrontend");
            environment = Map.of(
                    "FLINK_CONF_DIR", peer.resolve("conf").toString(),
                    "FLINK_LIB_DIR", peer.resolve("lib").toString(),
                    "FLINK_PLUGINS_DIR", peer.resolve("plugins").toString());
        }
        command.addAll(List.of("run", "-t", "yarn-per-job", "-p", Integer.toString(Row.PARALLELISM)));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dpipeline.object-reuse=" + objectReuse);
        if (this == FLINK_TUNED && row.isLatency()) {
            command.add("-Dexecution.buffer-timeout.interval=5ms");
        }
        command.addAll(List.of("-c", MAIN));
        command.add(program.toString());
        command.addAll(List.of(row.program(), Long.toString(records)));
        command.addAll(row.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
