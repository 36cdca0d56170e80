package dev.weft.engine.usercode;

import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.configuration.UserCodeOptions;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Class resolution order: user's jars first or the process's class path first, with exceptions by name prefix.
 *
 * @param order what holds for every class that no pattern names
 * @param parentFirst prefixes of class names that the process's class path answers first, whatever the order: what both
 *     sides must agree on (the API, the JDK) and what can exist only once in a process (logging, native code, Hadoop)
 */
public record ResolvePolicy(ResolveOrder order, List<String> parentFirst) {

    /** Prefixes that are always taken from the parent; the JDK refuses to define {@code java.} anywhere else. */
    private static final String JDK = "java.";

    public ResolvePolicy {
        List<String> prefixes = new ArrayList<>();
        prefixes.add(JDK);
        for (String prefix : parentFirst) {
            if (!prefix.isBlank() && !prefixes.contains(prefix.strip())) {
                prefixes.add(prefix.strip());
            }
        }
        parentFirst = List.copyOf(prefixes);
    }

    /** The policy that is configured by {@code classloader.*}. */
    public static ResolvePolicy of(ReadableConfig configuration) {
        List<String> parentFirst = new ArrayList<>(configuration.get(UserCodeOptions.PARENT_FIRST_PATTERNS));
        parentFirst.addAll(configuration.get(UserCodeOptions.PARENT_FIRST_PATTERNS_ADDITIONAL));
        return new ResolvePolicy(configuration.get(UserCodeOptions.RESOLVE_ORDER), parentFirst);
    }

    boolean asksParentFirst(String className) {
        if (order == ResolveOrder.PARENT_FIRST) {
            return true;
        }
        for (String prefix : parentFirst) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
