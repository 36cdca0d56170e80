package dev.weft.engine.usercode;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is asked first for a class: the user's jars or the process's class path.
 *
 * @param order what holds for every class that no pattern names
 * @param parentFirst prefixes of class names that the process's class path answers first, whatever the order: what both
 *     sides must agree on (the API, the JDK) and what can exist only once in a process (logging, native code, Hadoop)
 */
public record ResolvePolicy(Order order, List<String> parentFirst) {

    /** Prefixes that are always taken from the parent; the JDK refuses to define {@code java.} anywhere else. */
    private static final String JDK = "java.";

    /** Which side is asked first. */
    public enum Order {
        CHILD_FIRST,
        PARENT_FIRST
    }

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

    boolean asksParentFirst(String className) {
        if (order == Order.PARENT_FIRST) {
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
