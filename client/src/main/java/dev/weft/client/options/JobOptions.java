package dev.weft.client.options;

import static dev.weft.client.options.Option.flag;

import java.util.List;

/**
 * Parsed command line of {@code flink list}.
 *
 * @param help whether only help is wanted
 * @param cluster where the jobs run
 * @param running whether running jobs are to be listed
 * @param scheduled whether jobs that wait to run are to be listed
 * @param all whether ended jobs are to be listed too
 */
public record JobOptions(boolean help, ClusterOptions cluster, boolean running, boolean scheduled, boolean all) {

    private static final Option RUNNING = flag("r", "running", "show running jobs");
    private static final Option SCHEDULED = flag("s", "scheduled", "show jobs that wait to run");
    private static final Option ALL = flag("a", "all", "show ended jobs too");

    private static final OptionTable LIST = new OptionTable("list", ClusterOptions.with(RUNNING, SCHEDULED, ALL));

    public static JobOptions parseList(List<String> arguments) {
        ParsedOptions parsed = LIST.parseMixed(arguments);
        return new JobOptions(
                parsed.has(ClusterOptions.HELP),
                ClusterOptions.of(parsed),
                parsed.has(RUNNING),
                parsed.has(SCHEDULED),
                parsed.has(ALL));
    }

    public static String listHelp() {
        return LIST.help();
    }
}
