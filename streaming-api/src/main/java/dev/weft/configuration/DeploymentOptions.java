package dev.weft.configuration;

/** Options that say how a job is submitted. */
public class DeploymentOptions {
    public static final ConfigOption<String> TARGET = ConfigOptions.key("execution.target")
            .stringType()
            .noDefaultValue()
            .withDescription("Where the job runs, such as local or yarn-per-job.");

    public static final ConfigOption<Boolean> ATTACHED = ConfigOptions.key("execution.attached")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether execute() waits for the job's end.");

    private DeploymentOptions() {}
}
