package dev.weft.client.options;

import static dev.weft.client.options.Option.definition;
import static dev.weft.client.options.Option.flag;
import static dev.weft.client.options.Option.value;
import static dev.weft.client.options.Option.values;

import dev.weft.client.options.ParsedOptions.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parsed command line of {@code flink run} and {@code flink info}.
 *
 * @param help whether only help is wanted
 * @param entryClass the class with {@code main}, unless the manifest names it
 * @param classpaths URLs for the user class loader, here and in every container
 * @param settings configuration keys set by options, to be laid over the configuration file, last wins
 * @param origins for every key of {@code settings}: the option that set it, e.g. {@code "-ytm"}
 * @param jar the program; empty only when help is wanted
 * @param programArguments the arguments behind the jar, unchanged
 * @param warnings about options that are accepted but have no effect
 */
public record RunOptions(
        boolean help,
        Optional<String> entryClass,
        List<String> classpaths,
        Map<String, String> settings,
        Map<String, String> origins,
        String jar,
        List<String> programArguments,
        List<String> warnings) {

    private static final String NO_PYTHON = "there is no Python yet";
    private static final String NO_SESSIONS = "there are no YARN sessions yet; every job runs as its own application";

    private static final Option HELP = flag("h", "help", "show this text");
    private static final Option CLASS = value("c", "class", "<class>", "entry class, if the jar's manifest names none");
    private static final Option CLASSPATH =
            values("C", "classpath", "<url>", "URL put on the user class path on every node; repeatable");
    private static final Option PARALLELISM = value("p", "parallelism", "<n>", "default parallelism of the program");
    private static final Option DETACHED = flag("d", "detached", "return after submission");
    private static final Option SHUTDOWN_ON_EXIT =
            flag("sae", "shutdownOnAttachedExit", "when attached: Ctrl-C cancels the job");
    private static final Option FROM_SAVEPOINT =
            value("s", "fromSavepoint", "<path>", "savepoint or retained checkpoint to go on from");
    private static final Option MAY_LEAVE_STATE =
            flag("n", "allowNonRestoredState", "leave state behind whose operator the program does not have any more");
    private static final Option CLAIM_MODE = value(
            "cm",
            "claimMode",
            "<mode>",
            "whose the savepoint is: no_claim (yours, default), claim (the job's), legacy (yours, but needed)");
    private static final Option RESTORE_MODE = value("rm", "restoreMode", "<mode>", "old name of -cm");
    private static final Option DEFINE = definition("D", "set a configuration key");
    private static final Option JOBMANAGER =
            value("m", "jobmanager", "yarn-cluster", "yarn-cluster: run as a YARN application of its own");
    private static final Option TARGET = value("t", "target", "<target>", "where to run: yarn-per-job or local");
    private static final Option EXECUTOR = value("e", "executor", "<target>", "old name of -t");
    private static final Option JARFILE = value("j", "jarfile", "<jar>", "old form: the program's jar");
    private static final Option YARN_HELP = flag("yh", "yarnhelp", "show this text");
    private static final Option YARN_DETACHED = flag("yd", "yarndetached", "old name of -d");
    private static final Option YARN_DEFINE = definition("yD", "set a configuration key, after all other options");
    private static final Option YARN_MASTER_MEMORY =
            value("yjm", "yarnjobManagerMemory", "<size>", "memory of the JobManager's container (no unit: MB)");
    private static final Option YARN_EXECUTOR_MEMORY =
            value("ytm", "yarntaskManagerMemory", "<size>", "memory of a TaskExecutor's container (no unit: MB)");
    private static final Option YARN_SLOTS = value("ys", "yarnslots", "<n>", "slots of a TaskExecutor");
    private static final Option YARN_NAME = value("ynm", "yarnname", "<name>", "name of the YARN application");
    private static final Option YARN_QUEUE = value("yqu", "yarnqueue", "<queue>", "YARN queue");
    private static final Option YARN_TYPE =
            value("yat", "yarnapplicationType", "<type>", "type of the YARN application");
    private static final Option YARN_LABEL = value("ynl", "yarnnodeLabel", "<label>", "YARN node label");

    private static final List<Option> GENERAL = List.of(
            HELP,
            CLASS,
            CLASSPATH,
            PARALLELISM,
            DETACHED,
            FROM_SAVEPOINT,
            MAY_LEAVE_STATE,
            CLAIM_MODE,
            RESTORE_MODE,
            SHUTDOWN_ON_EXIT,
            TARGET,
            JOBMANAGER,
            DEFINE,
            EXECUTOR,
            JARFILE,
            flag("v", "verbose", "").ignored("it has no meaning; the client log holds the details"),
            flag("q", "sysoutLogging", "").ignored("the client never logs to standard output"),
            value("z", "zookeeperNamespace", "<id>", "").refused("there is no ZooKeeper-based high availability"),
            value("a", "arguments", "<args>", "").refused("put the program's arguments behind the jar"),
            value("py", "python", "<file>", "").refused(NO_PYTHON),
            value("pyfs", "pyFiles", "<files>", "").refused(NO_PYTHON),
            value("pym", "pyModule", "<module>", "").refused(NO_PYTHON),
            value("pyreq", "pyRequirements", "<file>", "").refused(NO_PYTHON),
            value("pyarch", "pyArchives", "<archives>", "").refused(NO_PYTHON),
            value("pyexec", "pyExecutable", "<path>", "").refused(NO_PYTHON),
            value("pyclientexec", "pyClientExecutable", "<path>", "").refused(NO_PYTHON),
            value("pypath", "pyPythonPath", "<path>", "").refused(NO_PYTHON));

    private static final List<Option> YARN = List.of(
            YARN_MASTER_MEMORY,
            YARN_EXECUTOR_MEMORY,
            YARN_SLOTS,
            YARN_NAME,
            YARN_QUEUE,
            YARN_TYPE,
            YARN_LABEL,
            YARN_DEFINE,
            YARN_DETACHED,
            YARN_HELP,
            value("yn", "yarncontainer", "<n>", "")
                    .ignored("the number of TaskExecutors follows from the parallelism (-p) and their slots (-ys)"),
            flag("yst", "yarnstreaming", "").ignored("every application can run streaming jobs"),
            value("yid", "yarnapplicationId", "<application>", "").refused(NO_SESSIONS),
            flag("yq", "yarnquery", "").refused("use 'yarn node -list -all' and 'yarn queue -list'"),
            value("yj", "yarnjar", "<path>", "").refused("the distribution always comes from its own lib directory"),
            values("yt", "yarnship", "<path>", "")
                    .refused("pack the files into the program's jar, or name URLs with -C"),
            value("yz", "yarnzookeeperNamespace", "<id>", "").refused("there is no ZooKeeper-based high availability"));

    private static final OptionTable TABLE = table();

    private static OptionTable table() {
        List<Option> all = new ArrayList<>(GENERAL);
        all.addAll(YARN);
        return new OptionTable("run", all);
    }

    /** Parses the arguments behind the command's name. */
    public static RunOptions parse(List<String> arguments) {
        ParsedOptions parsed = TABLE.parse(arguments);
        boolean help = parsed.has(HELP) || parsed.has(YARN_HELP);
        List<String> rest = parsed.rest();
        Optional<String> jarOption = parsed.one(JARFILE).map(Given::value);
        if (!help && jarOption.isEmpty() && rest.isEmpty()) {
            throw OptionTable.wrong("no program: name its jar behind the options, for example"
                    + " flink run -m yarn-cluster examples/streaming/WordCount.jar");
        }
        String jar = jarOption.orElse(rest.isEmpty() ? "" : rest.get(0));
        List<String> programArguments = jarOption.isPresent() || rest.isEmpty() ? rest : rest.subList(1, rest.size());
        Settings settings = settings(parsed);
        return new RunOptions(
                help,
                parsed.one(CLASS).map(Given::value),
                parsed.all(CLASSPATH).stream().map(Given::value).toList(),
                Map.copyOf(settings.values),
                Map.copyOf(settings.origins),
                jar,
                List.copyOf(programArguments),
                parsed.warnings());
    }

    /** The options of {@code run}, for help. */
    public static String helpText() {
        return TABLE.help();
    }

    private static Settings settings(ParsedOptions parsed) {
        Settings settings = new Settings();
        parsed.definitions(DEFINE).forEach((key, text) -> settings.put(key, text, "-D"));
        target(parsed).ifPresent(t -> settings.put("execution.target", t.value(), t.name()));
        parsed.one(PARALLELISM)
                .ifPresent(p ->
                        settings.put("parallelism.default", OptionValues.number(p, "parallelism", 32768), p.name()));
        parsed.one(YARN_MASTER_MEMORY)
                .ifPresent(m -> settings.put("jobmanager.memory.process.size", OptionValues.memory(m), m.name()));
        parsed.one(YARN_EXECUTOR_MEMORY)
                .ifPresent(m -> settings.put("taskmanager.memory.process.size", OptionValues.memory(m), m.name()));
        parsed.one(YARN_SLOTS)
                .ifPresent(s -> settings.put(
                        "taskmanager.numberOfTaskSlots",
                        OptionValues.number(s, "the number of slots", 1024),
                        s.name()));
        text(parsed, settings, YARN_NAME, "yarn.application.name");
        text(parsed, settings, YARN_QUEUE, "yarn.application.queue");
        text(parsed, settings, YARN_TYPE, "yarn.application.type");
        text(parsed, settings, YARN_LABEL, "yarn.application.node-label");
        text(parsed, settings, FROM_SAVEPOINT, "execution.state-recovery.path");
        if (parsed.has(MAY_LEAVE_STATE)) {
            settings.put("execution.state-recovery.ignore-unclaimed-state", "true", "-n");
        }
        claimMode(parsed)
                .ifPresent(mode -> settings.put("execution.state-recovery.claim-mode", mode.value(), mode.name()));
        if (parsed.has(DETACHED) || parsed.has(YARN_DETACHED)) {
            settings.put("execution.attached", "false", "-d");
        }
        if (parsed.has(SHUTDOWN_ON_EXIT)) {
            settings.put("execution.shutdown-on-attached-exit", "true", "-sae");
        }
        parsed.definitions(YARN_DEFINE).forEach((key, text) -> settings.put(key, text, "-yD"));
        return settings;
    }

    private static void text(ParsedOptions parsed, Settings settings, Option option, String key) {
        parsed.one(option).ifPresent(given -> settings.put(key, OptionValues.text(given), given.name()));
    }

    private static Optional<Given> claimMode(ParsedOptions parsed) {
        Optional<Given> claim = parsed.one(CLAIM_MODE);
        Optional<Given> restore = parsed.one(RESTORE_MODE);
        if (claim.isPresent()
                && restore.isPresent()
                && !claim.get().value().equalsIgnoreCase(restore.get().value())) {
            throw OptionTable.wrong(
                    "options " + claim.get().name() + " " + claim.get().value() + " and "
                            + restore.get().name() + " " + restore.get().value() + " contradict each other; keep one");
        }
        Optional<Given> given = claim.or(() -> restore);
        given.ifPresent(mode -> {
            if (!List.of("CLAIM", "NO_CLAIM", "LEGACY").contains(mode.value().toUpperCase(Locale.ROOT))) {
                throw OptionTable.wrong(
                        "option " + mode.name() + " is '" + mode.value() + "', it must be no_claim, claim or legacy");
            }
        });
        return given;
    }

    private static Optional<Given> target(ParsedOptions parsed) {
        Optional<Given> chosen = parsed.one(TARGET).or(() -> parsed.one(EXECUTOR));
        Optional<Given> master = parsed.one(JOBMANAGER);
        if (master.isEmpty()) {
            return chosen;
        }
        if (!master.get().value().equals("yarn-cluster")) {
            throw OptionTable.wrong("option " + master.get().name() + " '"
                    + master.get().value() + "' is not supported in this release: only "
                    + master.get().name()
                    + " yarn-cluster");
        }
        if (chosen.isPresent() && !chosen.get().value().equals("yarn-per-job")) {
            throw OptionTable.wrong("options " + master.get().name() + " yarn-cluster and "
                    + chosen.get().name() + " " + chosen.get().value() + " contradict each other; keep one");
        }
        return Optional.of(new Given(master.get().name(), "yarn-per-job"));
    }

    private static final class Settings {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, String> origins = new LinkedHashMap<>();

        void put(String key, String value, String origin) {
            values.put(key, value);
            origins.put(key, origin);
        }
    }
}
