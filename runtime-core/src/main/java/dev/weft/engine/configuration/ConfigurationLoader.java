package dev.weft.engine.configuration;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.ConfigurationFile.Entry;
import dev.weft.engine.configuration.OptionSpec.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Loads settings with the precedence command line, file, default. Validates every value of a known option. */
public final class ConfigurationLoader {

    private static final String FILE = "flink-conf.yaml";
    private static final String NEWER_FILE = "config.yaml";

    /** First words of keys that are taken for (misspelt) options; a program may use any other key for itself. */
    private static final Set<String> FIRST_WORDS = Set.of(
            "classloader",
            "containerized",
            "execution",
            "heartbeat",
            "high-availability",
            "jobmanager",
            "metrics",
            "parallelism",
            "pipeline",
            "resourcemanager",
            "restart-strategy",
            "state",
            "taskmanager");

    private final OptionCatalog catalog;

    public ConfigurationLoader(OptionCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The loaded settings.
     *
     * @param configuration the settings, under the current names of their options
     * @param origins per key: where its value was written
     * @param warnings one line each: unknown keys, former names, doubled keys
     */
    public record Loaded(Configuration configuration, Map<String, Origin> origins, List<String> warnings) {
        public Loaded {
            origins = Map.copyOf(origins);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads {@code flink-conf.yaml}, or else {@code config.yaml}, of the directory.
     *
     * @param directory the conf directory, if there is one
     * @param overrides {@code key=value} texts of the command line, later ones hold
     */
    public Loaded load(Optional<Path> directory, List<String> overrides) {
        List<String> warnings = new ArrayList<>();
        List<Entry> file = directory.map(d -> entriesOf(d, warnings)).orElse(List.of());
        return resolve(file, overrides, warnings);
    }

    /** Loads the settings of a file that was read already, without a command line. */
    public Loaded load(ConfigurationFile file) {
        return resolve(file.entries(), List.of(), new ArrayList<>(file.warnings()));
    }

    /**
     * Validates the settings that a program sets itself. Fails on an invalid value of a known option.
     *
     * @return one line for each key that looks like an option and is none
     */
    public List<String> review(Configuration given) {
        Map<String, Entry> settings = new TreeMap<>();
        given.toMap().forEach((key, value) -> settings.put(key, new Entry(key, value, Origin.PROGRAM)));
        check(given, settings);
        List<String> warnings = new ArrayList<>();
        for (Entry entry : settings.values()) {
            String firstWord = entry.key().split("\\.", 2)[0];
            if (FIRST_WORDS.contains(firstWord) && !isKnown(entry.key())) {
                warnings.add(unknown(entry));
            }
        }
        return warnings;
    }

    private boolean isKnown(String key) {
        return catalog.knows(key) || mapOptionOf(key).isPresent();
    }

    private static List<Entry> entriesOf(Path directory, List<String> warnings) {
        Path older = directory.resolve(FILE);
        Path newer = directory.resolve(NEWER_FILE);
        if (Files.exists(older) && Files.exists(newer)) {
            warnings.add(newer + " is ignored because " + older + " exists; keep one of them");
        }
        Path chosen = Files.exists(older) ? older : newer;
        if (!Files.exists(chosen)) {
            return List.of();
        }
        ConfigurationFile file = ConfigurationFile.read(chosen);
        warnings.addAll(file.warnings());
        return file.entries();
    }

    private Loaded resolve(List<Entry> file, List<String> overrides, List<String> warnings) {
        Map<String, Entry> settings = new LinkedHashMap<>(renamed(file, warnings));
        settings.putAll(renamed(commandLine(overrides), warnings));
        Configuration configuration = new Configuration();
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Entry entry : settings.values()) {
            configuration.setString(entry.key(), entry.value());
            origins.put(entry.key(), entry.origin());
            if (!catalog.knows(entry.key())) {
                warnings.add(unknown(entry));
            }
        }
        check(configuration, settings);
        return new Loaded(configuration, origins, warnings);
    }

    private static List<Entry> commandLine(List<String> overrides) {
        List<Entry> entries = new ArrayList<>();
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                throw new WeftException(
                        ErrorCode.INVALID_CONFIGURATION, "'-D" + override + "' sets nothing: write -Dkey=value");
            }
            entries.add(new Entry(
                    override.substring(0, equals).strip(),
                    override.substring(equals + 1).strip(),
                    Origin.COMMAND_LINE));
        }
        return entries;
    }

    /**
     * One layer of settings under the current names of the options. A current name takes precedence over a former one.
     */
    private Map<String, Entry> renamed(List<Entry> layer, List<String> warnings) {
        Map<String, Entry> current = new LinkedHashMap<>();
        List<Entry> former = new ArrayList<>();
        for (Entry entry : layer) {
            Optional<DeprecatedKeys.Translation> translation = DeprecatedKeys.translate(entry);
            if (translation.isPresent()) {
                warnings.add(translation.get().warning());
                translation.get().entry().ifPresent(former::add);
            } else if (catalog.spec(entry.key()).isEmpty()
                    && catalog.renamed(entry.key()).isPresent()) {
                String key = catalog.renamed(entry.key()).get().key();
                warnings.add(entry.key() + " (" + entry.origin() + ") is now called " + key);
                former.add(new Entry(key, entry.value(), entry.origin()));
            } else {
                mapped(entry, current);
            }
        }
        former.forEach(entry -> current.putIfAbsent(entry.key(), entry));
        return current;
    }

    /** Converts a nested YAML mapping under a map option into that option's value. */
    private void mapped(Entry entry, Map<String, Entry> current) {
        Optional<String> option = mapOptionOf(entry.key());
        if (option.isEmpty()) {
            current.put(entry.key(), entry);
            return;
        }
        String prefix = option.get();
        String pair = entry.key().substring(prefix.length() + 1) + ":" + entry.value();
        current.merge(
                prefix,
                new Entry(prefix, pair, entry.origin()),
                (a, b) -> new Entry(prefix, a.value() + "," + b.value(), a.origin()));
    }

    private Optional<String> mapOptionOf(String key) {
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            String prefix = key.substring(0, dot);
            if (catalog.spec(prefix).filter(spec -> spec.kind() == Kind.MAP).isPresent()) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }

    private String unknown(Entry entry) {
        String line = "unknown key " + entry.key() + " (" + entry.origin() + ") is passed on to the job and has no"
                + " effect on the engine";
        return catalog.nearest(entry.key())
                .map(near -> line + "; did you mean " + near + "?")
                .orElse(line);
    }

    private void check(Configuration configuration, Map<String, Entry> settings) {
        for (Entry entry : settings.values()) {
            Optional<String> error = catalog.spec(entry.key()).flatMap(spec -> spec.validationError(configuration));
            if (error.isPresent()) {
                throw new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        entry.key() + " = '" + entry.value() + "' from " + entry.origin() + " " + error.get());
            }
        }
    }
}
