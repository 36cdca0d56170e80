package dev.weft.client;

import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.options.SpellingSuggestion;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.Phases;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Main class of {@code bin/flink}: dispatches to the command that the first argument names. Every failure becomes one
 * line on standard error and exit code 1; its details go to the client's log.
 */
public final class CliFrontend {

    private static final List<String> VERBS =
            List.of("run", "info", "list", "cancel", "stop", "savepoint", "checkpoint", "run-application", "help");

    private final ClientSettings settings;
    private final ClientParts parts;

    CliFrontend(ClientSettings settings, ClientParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        Clock clock = Clock.system();
        Phases phases = new Phases(clock, begun(clock));
        phases.mark("JVM runs main");
        Logging logging = Logging.start();
        ClientShutdownHook exit = new ClientShutdownHook(console);
        exit.install();
        List<ClusterProvider> providers = new ArrayList<>();
        ServiceLoader.load(ClusterProvider.class).forEach(providers::add);
        int code = new CliFrontend(
                        new ClientSettings(System.getenv(), providers),
                        new ClientParts(
                                console, phases, exit, logging, RestJobEndpoint::new, Machine.on(clock)::newJobId))
                .run(List.of(arguments));
        exit.disarm();
        // Threads of the user's program must not keep the process.
        System.exit(code);
    }

    /** Start time of the command: as the start script has measured it, else now. */
    private static Instant begun(Clock clock) {
        Long micros = Long.getLong("weft.client.begun");
        return micros == null || micros == 0
                ? Instant.ofEpochMilli(clock.epochMs())
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    int run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (WeftException e) {
            Failures.log(e);
            parts.console().error(e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            Failures.log(e);
            parts.console()
                    .error("this should not happen: " + Failures.firstLine(e) + " (details are in the client's log)");
            return 1;
        }
    }

    private int dispatch(List<String> arguments) {
        if (arguments.isEmpty()) {
            parts.console().line(Help.all());
            parts.console().error("no verb is given; flink run runs a program");
            return 1;
        }
        String verb = arguments.get(0);
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (verb) {
            case "run" -> new RunCommand(settings, parts).run(rest);
            case "info" -> new InfoCommand(settings, parts).run(rest);
            case "list" -> new JobCommands(settings, parts).list(rest);
            case "cancel" -> new JobCommands(settings, parts).cancel(rest);
            case "help", "-h", "--help" -> {
                parts.console().line(Help.all());
                yield 0;
            }
            case "-v", "--version" -> {
                parts.console().line("Version: " + version());
                yield 0;
            }
            case "stop" -> new StateCommands(settings, parts).stop(rest);
            case "savepoint" -> new StateCommands(settings, parts).savepoint(rest);
            case "checkpoint" -> new StateCommands(settings, parts).checkpoint(rest);
            case "run-application" ->
                refused("'run-application' is not in this release for any target; 'flink run -m yarn-cluster' runs the"
                        + " program");
            default ->
                refused("unknown verb '" + verb + "'"
                        + SpellingSuggestion.of(verb, VERBS)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; there are run, info, list, cancel, stop, savepoint, checkpoint"));
        };
    }

    private int refused(String message) {
        parts.console().error(message);
        return 1;
    }

    private String version() {
        return settings.home()
                .map(home -> home.resolve("release"))
                .filter(Files::isReadable)
                .flatMap(file -> {
                    try {
                        return Files.readAllLines(file).stream()
                                .filter(line -> line.startsWith("WEFT_VERSION="))
                                .map(line ->
                                        line.substring("WEFT_VERSION=".length()).replace("\"", ""))
                                .findFirst();
                    } catch (IOException e) {
                        return java.util.Optional.empty();
                    }
                })
                .orElse("unknown");
    }
}
