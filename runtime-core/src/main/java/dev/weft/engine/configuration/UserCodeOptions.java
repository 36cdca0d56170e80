package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import java.util.List;

/** Options for the isolation of the user's classes from those of the engine and Hadoop. */
public final class UserCodeOptions {

    static final OptionSection SECTION = new OptionSection("Class loading of user code");

    /** Order in which a class is searched: in the user's jars or in the process's class path first. */
    public enum ResolveOrder {
        CHILD_FIRST,
        PARENT_FIRST
    }

    public static final ConfigOption<ResolveOrder> RESOLVE_ORDER = SECTION.choice(
                    "classloader.resolve-order", ResolveOrder.class)
            .does(
                    "Class loading order: 'child-first' searches the user's jars first, 'parent-first' the process's class path.")
            .defaultsTo(ResolveOrder.CHILD_FIRST);

    public static final ConfigOption<List<String>> PARENT_FIRST_PATTERNS = SECTION.list(
            "classloader.parent-first-patterns.default",
            "Prefixes of class names that are loaded from the process's class path first, even with child-first; extend the list"
                    + " with classloader.parent-first-patterns.additional instead of replacing it.",
            "java.",
            "javax.xml",
            "org.xml",
            "org.w3c",
            "dev.weft.",
            "org.apache.hadoop.",
            "org.rocksdb.",
            "org.slf4j",
            "org.apache.log4j",
            "org.apache.logging",
            "org.apache.commons.logging",
            "ch.qos.logback");

    public static final ConfigOption<List<String>> PARENT_FIRST_PATTERNS_ADDITIONAL = SECTION.list(
            "classloader.parent-first-patterns.additional",
            "Prefixes of class names to be added to classloader.parent-first-patterns.default.");

    private UserCodeOptions() {}
}
