package dev.weft.client;

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
 * The process's surroundings and what they say.
 *
 * @param environment the process's environment
 * @param providers the kinds of cluster that are installed
 */
record ClientSettings(Map<String, String> environment, List<ClusterProvider> providers) {

    /** Where the distribution is installed. */
    Optional<Path> home() {
        return path("WEFT_HOME");
    }

    /** Where the configuration lies. */
    Optional<Path> confDirectory() {
        return path("FLINK_CONF_DIR").or(() -> home().map(home -> home.resolve("conf")));
    }

    /** The program that the user named: a relative path may also be one in the distribution, such as its examples. */
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

    /** The configuration file's settings under those of the command line. Warnings go to the console. */
    Configuration load(Map<String, String> commandLine, Console console) {
        List<String> overrides = commandLine.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        ConfigurationLoader.Loaded loaded = loader().load(confDirectory(), overrides);
        loaded.warnings().forEach(console::warning);
        return loaded.configuration();
    }

    /** Looks over the settings that a program gives by itself. Warnings go to the console. */
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
