package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;

/** Options of the submission: the target, and how long the client stays attached. */
public final class SubmissionOptions {

    static final OptionSection SECTION = new OptionSection("Submission");

    public static final ConfigOption<String> TARGET = SECTION.text("execution.target")
            .does("Where jobs run, e.g. 'yarn-per-job' or 'local'; -t and -m yarn-cluster set it too.")
            .unset("none: the command line must say it");

    public static final ConfigOption<Boolean> ATTACHED = SECTION.bool("execution.attached")
            .does("Whether the client waits for the end of the job; -d sets it to false.")
            .defaultsTo(true);

    public static final ConfigOption<Boolean> SHUTDOWN_ON_ATTACHED_EXIT = SECTION.bool(
                    "execution.shutdown-on-attached-exit")
            .does("Whether a cluster ends when its attached client is interrupted; -sae sets it to true.")
            .defaultsTo(false);

    private SubmissionOptions() {}
}
