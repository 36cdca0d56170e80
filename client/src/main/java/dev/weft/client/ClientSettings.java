package dev.weft.client;

import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.ConfigurationLoader;
import dev.weft.engine.configuration.OptionCatalog;
import dev.weft.engine.configuration.OptionSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the client's settings from the environment, the configuration file and the installed cluster providers.
 *
 * @param environment the process's environment
 * @param providers the kinds of cluster that are installed
 */
record ClientSettings(Map<String, String> environment, List<ClusterProvider> providers) {

    /** Installation directory of the distribution. */
    Optional<Path> home() {
        return path("WEFT_HOME");
    }

    /** Configuration directory. */
    Optional<Path> confDirectory() {
        return path("FLINK_CONF_DIR").or(() -> home().map(home -> home.resolve("conf")));
    }

    /**
     * Resolves the program path that the user gave; a relative path may also be relative to the distribution, as for
     * its examples.
     */
    String program(String given) {
        if (given.contains(":") || Files.exists(Path.of(given))) {
            return given;
        }
        return home().map(home -> home.resolve(given))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .orElse(given);
    }

    private Optional<Path> path(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** What a kind of cluster needs to know of this client. */
    ClientContext context(Configuration configuration, ClientParts parts) {
        return new ClientContext(configuration, environment, home(), confDirectory(), parts.console(), parts.phases());
    }

    /** Loads the configuration file and overlays the settings of the command line. Warnings go to the console. */
    Configuration load(Map<String, String> commandLine, Console console) {
        List<String> overrides = commandLine.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        ConfigurationLoader.Loaded loaded = loader().load(confDirectory(), overrides);
        loaded.warnings().forEach(console::warning);
        return loaded.configuration();
    }

    /** Validates the settings that a program sets in its code. Warnings go to the console. */
    void review(Configuration programs, Console console) {
        loader().review(programs).forEach(console::warning);
    }

    private ConfigurationLoader loader() {
        OptionSection[] sections = providers.stream()
                .flatMap(provider -> provider.options().stream())
                .toArray(OptionSection[]::new);
        return new ConfigurationLoader(OptionCatalog.engineAnd(sections));
    }
}
