package dev.weft.client.options;

import static dev.weft.client.options.Option.definition;
import static dev.weft.client.options.Option.flag;
import static dev.weft.client.options.Option.value;

import dev.weft.client.options.ParsedOptions.Given;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options by which a command names a running application; part of the command line of every command for its jobs.
 *
 * @param application the running application to ask
 * @param jobManager address of the JobManager to ask, in place of an application
 * @param settings configuration keys set by options
 */
public record ClusterOptions(Optional<String> application, Optional<URI> jobManager, Map<String, String> settings) {

    static final Option HELP = flag("h", "help", "show this text");
    private static final Option APPLICATION = value(
            "yid",
            "yarnapplicationId",
            "<application>",
            "the YARN application that runs the job; by default the one that was submitted for it");
    private static final Option DEFINE = definition("D", "set a configuration key");
    private static final Option YARN_DEFINE = definition("yD", "set a configuration key");
    private static final Option TARGET = value("t", "target", "<target>", "yarn-per-job");
    private static final Option JOBMANAGER =
            value("m", "jobmanager", "<host:port>", "the JobManager that runs the job; yarn-cluster: named by -yid");

    private static final String YARN_CLUSTER = "yarn-cluster";

    /** The options of a command: its own, and those that name the application. */
    static List<Option> with(Option... own) {
        List<Option> all = new ArrayList<>(List.of(HELP, APPLICATION));
        all.addAll(List.of(own));
        all.addAll(List.of(
                TARGET,
                JOBMANAGER,
                DEFINE,
                YARN_DEFINE,
                flag("v", "verbose", "").ignored("it has no meaning; the client log holds the details")));
        return all;
    }

    static ClusterOptions of(ParsedOptions parsed) {
        Map<String, String> settings = new LinkedHashMap<>(parsed.definitions(DEFINE));
        settings.putAll(parsed.definitions(YARN_DEFINE));
        return new ClusterOptions(
                parsed.one(APPLICATION).map(Given::value),
                parsed.one(JOBMANAGER)
                        .filter(given -> !given.value().equals(YARN_CLUSTER))
                        .map(ClusterOptions::address),
                Map.copyOf(settings));
    }

    private static URI address(Given given) {
        String text = given.value();
        if (!text.matches("[^:/\\s]+:[0-9]{1,5}")) {
            throw OptionTable.wrong(
                    "option " + given.name() + " needs host:port or " + YARN_CLUSTER + ", not '" + text + "'");
        }
        return URI.create("http://" + text);
    }
}
