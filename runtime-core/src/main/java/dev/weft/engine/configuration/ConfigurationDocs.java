package dev.weft.engine.configuration;

import java.util.List;

/** Generates docs/configuration.md and the template of conf/flink-conf.yaml from the declarations of the options. */
public final class ConfigurationDocs {

    /** Options that most users set first, with the values that the template gives them. */
    private static final List<String> ACTIVE = List.of(
            "taskmanager.numberOfTaskSlots: 1",
            "parallelism.default: 1",
            "jobmanager.memory.process.size: 1600m",
            "taskmanager.memory.process.size: 1728m");

    private static final int LINE = 118;

    private ConfigurationDocs() {}

    /** The page, with one table per section. */
    public static String markdown(OptionCatalog catalog) {
        StringBuilder text = new StringBuilder();
        text.append("""
            # Configuration

            This page is generated from the declarations of the options; `mvn verify` fails when it is not up to date.

            A value comes from the command line (`-Dkey=value`, on YARN also `-yDkey=value`), or else from
            `conf/flink-conf.yaml` (or `conf/config.yaml`), or else is the default. The file holds one `key: value` a
            line, or nested YAML. A size needs a unit (`64 mb`, `2g`; a bare number is bytes), and so does a duration
            (`10 s`, `500 ms`; a bare number is milliseconds). A value that is not allowed ends the command with one
            line that names the key, the value, where it was written and what is allowed; an unknown key is warned of.
            """);
        for (OptionSection section : catalog.sections()) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append("| key | default | allowed | meaning |\n|---|---|---|---|\n");
            for (OptionSpec<?> spec : section.specs()) {
                text.append("| `").append(spec.key()).append("` | ").append(cell(spec.defaultText()));
                text.append(" | ").append(cell(spec.allowed())).append(" | ").append(cell(spec.sentence()));
                if (!spec.formerKeys().isEmpty()) {
                    text.append(" Formerly `")
                            .append(String.join("`, `", spec.formerKeys()))
                            .append("`.");
                }
                text.append(" |\n");
            }
            for (OptionSection.Family family : section.families()) {
                text.append("| `").append(family.prefix()).append("*` | none | text | ");
                text.append(cell(family.sentence())).append(" |\n");
            }
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.isEmpty() ? "empty" : text.replace("|", "\\|");
    }

    /** The configuration file of a new distribution: the active settings, and every other option as a comment. */
    public static String template(OptionCatalog catalog) {
        StringBuilder text = new StringBuilder();
        text.append("# Settings of the cluster and of jobs. One 'key: value' a line, or nested YAML;"
                + " docs/configuration.md\n");
        text.append("# explains every key. -Dkey=value on the command line goes before this file.\n\n");
        ACTIVE.forEach(line -> text.append(line).append('\n'));
        for (OptionSection section : catalog.sections()) {
            text.append("\n# ---- ").append(section.title()).append("\n");
            for (OptionSpec<?> spec : section.specs()) {
                if (!isActive(spec.key())) {
                    text.append("\n").append(wrapped(spec.sentence()));
                    text.append("# ")
                            .append(spec.key())
                            .append(": ")
                            .append(example(spec))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    private static boolean isActive(String key) {
        return ACTIVE.stream().anyMatch(line -> line.startsWith(key + ":"));
    }

    private static String example(OptionSpec<?> spec) {
        return spec.option().hasDefaultValue() ? spec.defaultText() : "<" + spec.allowed() + ">";
    }

    private static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder("#");
        int column = 1;
        for (String word : sentence.split(" ")) {
            if (column + 1 + word.length() > LINE) {
                text.append("\n#");
                column = 1;
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        return text.append('\n').toString();
    }
}
