package dev.weft.client.options;

import static dev.weft.client.options.Option.definition;
import static dev.weft.client.options.Option.flag;
import static dev.weft.client.options.Option.value;

import dev.weft.client.options.ParsedOptions.Given;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parsed command line of {@code flink list} and {@code flink cancel}.
 *
 * @param help whether only help is wanted
 * @param application the running application to ask
 * @param running whether running jobs are to be listed
 * @param scheduled whether jobs that wait to run are to be listed
 * @param all whether ended jobs are to be listed too
 * @param settings configuration keys set by options
 * @param jobs job ids behind the options
 */
public record JobOptions(
        boolean help,
        Optional<String> application,
        boolean running,
        boolean scheduled,
        boolean all,
        Map<String, String> settings,
        List<String> jobs) {

    private static final Option HELP = flag("h", "help", "show this text");
    private static final Option APPLICATION =
            value("yid", "yarnapplicationId", "<application>", "the YARN application that runs the job");
    private static final Option DEFINE = definition("D", "set a configuration key");
    private static final Option YARN_DEFINE = definition("yD", "set a configuration key");
    private static final Option TARGET = value("t", "target", "<target>", "yarn-per-job");
    private static final Option JOBMANAGER = value("m", "jobmanager", "yarn-cluster", "yarn-cluster");
    private static final Option RUNNING = flag("r", "running", "show running jobs");
    private static final Option SCHEDULED = flag("s", "scheduled", "show jobs that wait to run");
    private static final Option ALL = flag("a", "all", "show ended jobs too");

    private static final OptionTable LIST = new OptionTable(
            "list", List.of(HELP, APPLICATION, RUNNING, SCHEDULED, ALL, TARGET, JOBMANAGER, DEFINE, YARN_DEFINE));
    private static final OptionTable CANCEL = new OptionTable(
            "cancel",
            List.of(
                    HELP,
                    APPLICATION,
                    TARGET,
                    JOBMANAGER,
                    DEFINE,
                    YARN_DEFINE,
                    flag("s", "withSavepoint", "").refused("there are no savepoints yet")));

    public static JobOptions parseList(List<String> arguments) {
        return of(LIST.parse(arguments));
    }

    public static JobOptions parseCancel(List<String> arguments) {
        return of(CANCEL.parse(arguments));
    }

    public static String listHelp() {
        return LIST.help();
    }

    public static String cancelHelp() {
        return CANCEL.help();
    }

    private static JobOptions of(ParsedOptions parsed) {
        Map<String, String> settings = new LinkedHashMap<>(parsed.definitions(DEFINE));
        settings.putAll(parsed.definitions(YARN_DEFINE));
        return new JobOptions(
                parsed.has(HELP),
                parsed.one(APPLICATION).map(Given::value),
                parsed.has(RUNNING),
                parsed.has(SCHEDULED),
                parsed.has(ALL),
                Map.copyOf(settings),
                parsed.rest());
    }
}
