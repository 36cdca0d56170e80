package dev.weft.configuration;

/** Options that concern every program. */
public class CoreOptions {
    public static final ConfigOption<Integer> DEFAULT_PARALLELISM = ConfigOptions.key("parallelism.default")
            .intType()
            .defaultValue(1)
            .withDescription("The parallelism of operators for which none is set.");

    private CoreOptions() {}
}
