package dev.weft.client.options;

import static dev.weft.client.options.Option.flag;
import static dev.weft.client.options.Option.optional;
import static dev.weft.client.options.Option.value;

import dev.weft.client.options.ParsedOptions.Given;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parsed command line of {@code flink cancel}, {@code stop}, {@code savepoint} and {@code checkpoint}. Options and
 * arguments may be mixed.
 *
 * @param help whether only help is wanted
 * @param cluster where the job runs
 * @param arguments job id, and for {@code savepoint} the directory
 * @param withSavepoint whether a job that is cancelled gets a savepoint before
 * @param directory in which a savepoint gets one of its own; empty for the configured one
 * @param format CANONICAL or NATIVE
 * @param drain whether event time advances to its end before the savepoint
 * @param detached whether to return when the savepoint is triggered
 * @param full whether a checkpoint refers to no file of earlier ones
 * @param dispose the savepoint that is to be deleted
 * @param describe the savepoint that is to be described
 * @param jar with the classes of the program that wrote it
 */
public record StateOptions(
        boolean help,
        ClusterOptions cluster,
        List<String> arguments,
        boolean withSavepoint,
        Optional<String> directory,
        String format,
        boolean drain,
        boolean detached,
        boolean full,
        Optional<String> dispose,
        Optional<String> describe,
        Optional<String> jar) {

    private static final Option WITH_SAVEPOINT = optional(
            "s", "withSavepoint", "[directory]", "take a savepoint before, in this or in the configured directory");
    private static final Option SAVEPOINT_PATH =
            optional("p", "savepointPath", "[directory]", "directory for the savepoint, if not the configured one");
    private static final Option DRAIN =
            flag("d", "drain", "advance event time to its end before, which fires all timers (not: detached)");
    private static final Option DETACHED = flag("", "detached", "return when the savepoint is triggered");
    private static final Option TYPE = value(
            "type",
            "type",
            "<format>",
            "canonical: every state backend can read it (default); native: only the same one");
    private static final Option DISPOSE =
            value("d", "dispose", "<savepoint>", "delete a savepoint that no job uses (not: detached)");
    private static final Option DESCRIBE =
            value("", "describe", "<savepoint>", "show the operators of a savepoint, their states, types and sizes");
    private static final Option JAR =
            value("j", "jarfile", "<jar>", "the program that wrote it, whose types --describe then shows");
    private static final Option FULL = flag("full", "full", "refer to no file of earlier checkpoints");

    private static final OptionTable CANCEL = new OptionTable("cancel", ClusterOptions.with(WITH_SAVEPOINT, TYPE));
    private static final OptionTable STOP =
            new OptionTable("stop", ClusterOptions.with(SAVEPOINT_PATH, DRAIN, TYPE, DETACHED));
    private static final OptionTable SAVEPOINT =
            new OptionTable("savepoint", ClusterOptions.with(DISPOSE, DESCRIBE, JAR, TYPE, DETACHED));
    private static final OptionTable CHECKPOINT = new OptionTable("checkpoint", ClusterOptions.with(FULL));

    public static StateOptions parseCancel(List<String> arguments) {
        return of(CANCEL.parseMixed(arguments));
    }

    public static StateOptions parseStop(List<String> arguments) {
        return of(STOP.parseMixed(arguments));
    }

    public static StateOptions parseSavepoint(List<String> arguments) {
        return of(SAVEPOINT.parseMixed(arguments));
    }

    public static StateOptions parseCheckpoint(List<String> arguments) {
        return of(CHECKPOINT.parseMixed(arguments));
    }

    public static String cancelHelp() {
        return CANCEL.help();
    }

    public static String stopHelp() {
        return STOP.help();
    }

    public static String savepointHelp() {
        return SAVEPOINT.help();
    }

    public static String checkpointHelp() {
        return CHECKPOINT.help();
    }

    private static StateOptions of(ParsedOptions parsed) {
        return new StateOptions(
                parsed.has(ClusterOptions.HELP),
                ClusterOptions.of(parsed),
                parsed.rest(),
                parsed.has(WITH_SAVEPOINT),
                parsed.one(WITH_SAVEPOINT)
                        .or(() -> parsed.one(SAVEPOINT_PATH))
                        .map(Given::value)
                        .filter(directory -> !directory.isEmpty()),
                parsed.one(TYPE).map(StateOptions::format).orElse("CANONICAL"),
                parsed.has(DRAIN),
                parsed.has(DETACHED),
                parsed.has(FULL),
                parsed.one(DISPOSE).map(OptionValues::text),
                parsed.one(DESCRIBE).map(OptionValues::text),
                parsed.one(JAR).map(OptionValues::text));
    }

    private static String format(Given given) {
        String format = given.value().toUpperCase(Locale.ROOT);
        if (!format.equals("CANONICAL") && !format.equals("NATIVE")) {
            throw OptionTable.wrong(
                    "option " + given.name() + " is '" + given.value() + "', it must be canonical or native");
        }
        return format;
    }
}
