package dev.weft.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The engines that are compared, with their settings. */
public enum Contestant {
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

    public String title() {
        return title;
    }

    /** The ones of these names, separated by commas. */
    public static List<Contestant> named(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    }

    /** The command that submits a program and waits for its result. */
    ProcessBuilder command(Places places, Work work, Map<String, String> settings) {
        List<String> words = new ArrayList<>(List.of("run", "-t", "yarn-per-job"));
        words.addAll(List.of("-p", Integer.toString(Row.PARALLELISM)));
        settings.forEach((key, value) -> words.add("-D" + key + "=" + value));
        words.add("-Dpipeline.object-reuse=" + objectReuse);
        if (this == FLINK_TUNED && work.row().isLatency()) {
            words.add("-Dexecution.buffer-timeout.interval=5ms");
        }
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(work.row().program(), Long.toString(work.records())));
        arguments.addAll(work.row().arguments());
        if (work.row() == Row.KAFKA) {
            arguments.addAll(List.of(System.getenv("KAFKA_BOOTSTRAP_SERVERS"), "run-" + System.nanoTime()));
        }
        return client(places, words, arguments);
    }

    /**
     * A call of the command line with the jar of the programs.
     *
     * @param words the command and its options
     * @param arguments of the program
     */
    public ProcessBuilder client(Places places, List<String> words, List<String> arguments) {
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
        command.addAll(words);
        command.addAll(List.of("-c", MAIN));
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
