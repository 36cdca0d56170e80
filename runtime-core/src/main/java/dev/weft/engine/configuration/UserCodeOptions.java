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
            .does("Who is asked first for a class: 'child-first' the user's jars, 'parent-first' the process.")
            .defaultsTo(ResolveOrder.CHILD_FIRST);

    public static final ConfigOption<List<String>> PARENT_FIRST_PATTERNS = SECTION.list(
            "classloader.parent-first-patterns.default",
            "Prefixes of class names that the process answers first although the order is child-first; extend the list"
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
