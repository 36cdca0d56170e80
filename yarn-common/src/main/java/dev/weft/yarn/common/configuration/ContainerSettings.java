package dev.weft.yarn.common.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.JvmOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user's configuration adds to every container of a kind.
 *
 * @param jvmOptions in the order in which they are given to the JVM
 * @param variables of the environment, by name
 */
public record ContainerSettings(List<String> jvmOptions, Map<String, String> variables) {

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
        List<String> options = new ArrayList<>(words(configuration.get(JvmOptions.ALL)));
        options.addAll(words(configuration.get(jvm)));
        Map<String, String> variables = new LinkedHashMap<>();
        configuration.getOptional(JvmOptions.JAVA_HOME).ifPresent(home -> variables.put("JAVA_HOME", home));
        configuration.toMap().forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                variables.put(key.substring(prefix.length()), value);
            }
        });
        return new ContainerSettings(options, variables);
    }

    private static List<String> words(String options) {
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }
}
