package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;

/** Options for the arguments of the JVMs that are started. */
public final class JvmOptions {

    static final OptionSection SECTION = new OptionSection("JVM");

    public static final ConfigOption<String> ALL = SECTION.text("env.java.opts.all")
            .formerly("env.java.opts")
            .does("JVM arguments of every process, in words as a shell reads them: quotes keep blanks, $PWD is the"
                    + " container's directory.")
            .defaultsTo("");

    public static final ConfigOption<String> MASTER = SECTION.text("env.java.opts.jobmanager")
            .does("JVM arguments of the JobManager, after env.java.opts.all.")
            .defaultsTo("");

    public static final ConfigOption<String> EXECUTOR = SECTION.text("env.java.opts.taskmanager")
            .does("JVM arguments of a TaskExecutor, after env.java.opts.all.")
            .defaultsTo("");

    public static final ConfigOption<String> JAVA_HOME = SECTION.text("env.java.home")
            .does("Directory of the JDK with which containers run.")
            .unset("JAVA_HOME of the machine that runs the container");

    static {
        SECTION.family("containerized.master.env.", "Environment variables of the JobManager's container.");
        SECTION.family("containerized.taskmanager.env.", "Environment variables of a TaskExecutor's container.");
    }

    private JvmOptions() {}
}
