package dev.weft.yarn.common.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.JvmOptions;
import dev.weft.yarn.common.launch.ShellWord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JVM options and environment variables that the user's configuration adds to every container of one role.
 *
 * @param jvmOptions in the order in which they are given to the JVM; split as a shell does
 * @param variables of the environment, by name
 */
public record ContainerSettings(List<ShellWord> jvmOptions, Map<String, String> variables) {

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

    private static final String MASTER_VARIABLES = "containerized.master.env.";
    private static final String EXECUTOR_VARIABLES = "containerized.taskmanager.env.";

    public ContainerSettings {
        jvmOptions = List.copyOf(jvmOptions);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** For the application master. */
    public static ContainerSettings ofMaster(Configuration configuration) {
        return of(configuration, JvmOptions.MASTER, MASTER_VARIABLES);
    }

    /** For executors. */
    public static ContainerSettings ofExecutor(Configuration configuration) {
        return of(configuration, JvmOptions.EXECUTOR, EXECUTOR_VARIABLES);
    }

    private static ContainerSettings of(Configuration configuration, ConfigOption<String> jvm, String prefix) {
        List<ShellWord> options = new ArrayList<>(words(configuration, JvmOptions.ALL));
        options.addAll(words(configuration, jvm));
        Map<String, String> variables = new LinkedHashMap<>();
        configuration.getOptional(JvmOptions.JAVA_HOME).ifPresent(home -> variables.put("JAVA_HOME", home));
        configuration.toMap().forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                variables.put(key.substring(prefix.length()), value);
            }
        });
        return new ContainerSettings(options, variables);
    }

    /** The user's JVM options, after that collector unless they choose one: a JVM that is told two does not start. */
    public List<ShellWord> jvmOptionsAfter(String collector) {
        List<ShellWord> options = new ArrayList<>();
        if (jvmOptions.stream()
                .noneMatch(option -> COLLECTOR.matcher(option.script()).find())) {
            options.add(ShellWord.literal(collector));
        }
        options.addAll(jvmOptions);
        return options;
    }

    private static List<ShellWord> words(Configuration configuration, ConfigOption<String> option) {
        return ShellWord.split(configuration.get(option), option.key());
    }
}
