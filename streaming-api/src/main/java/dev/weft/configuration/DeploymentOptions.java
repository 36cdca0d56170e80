package dev.weft.configuration;

/** Options that say how a job is submitted. */
public class DeploymentOptions {
    /** Where the program runs, such as {@code local} or {@code yarn-per-job}; not set by default. */
    public static final ConfigOption<String> TARGET = ConfigOptions.key("execution.target")
            .stringType()
            .noDefaultValue()
            .withDescription("Where the job runs, such as local or yarn-per-job.");

    /** Whether {@code execute()} waits until the job has ended; true by default. */
    public static final ConfigOption<Boolean> ATTACHED = ConfigOptions.key("execution.attached")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether execute() waits for the job's end.");

    private DeploymentOptions() {}
}
