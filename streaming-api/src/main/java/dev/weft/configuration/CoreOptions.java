package dev.weft.configuration;

/** Options that concern every program. */
public class CoreOptions {
    /** Parallelism of operators for which the program sets none; at least 1, by default 1. */
    public static final ConfigOption<Integer> DEFAULT_PARALLELISM = ConfigOptions.key("parallelism.default")
            .intType()
            .defaultValue(1)
            .withDescription("The parallelism of operators for which none is set.");

    private CoreOptions() {}
}
