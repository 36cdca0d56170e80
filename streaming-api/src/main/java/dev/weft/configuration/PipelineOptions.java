package dev.weft.configuration;

import dev.weft.api.common.ExecutionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Options that a program can set for itself. */
public class PipelineOptions {
    public static final ConfigOption<String> NAME =
            ConfigOptions.key("pipeline.name").stringType().noDefaultValue().withDescription("The job's name.");

    public static final ConfigOption<List<String>> JARS = ConfigOptions.key("pipeline.jars")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("The jars that go with the job.");

    public static final ConfigOption<List<String>> CLASSPATHS = ConfigOptions.key("pipeline.classpaths")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("Addresses that every process adds to the job's class path.");

    public static final ConfigOption<Boolean> AUTO_GENERATE_UIDS = ConfigOptions.key("pipeline.auto-generate-uids")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether operators without a uid get one; if not, a program with such an operator fails.");

    public static final ConfigOption<Duration> AUTO_WATERMARK_INTERVAL = ConfigOptions.key(
                    "pipeline.auto-watermark-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(200))
            .withDescription("The time between periodic watermarks; 0 turns them off.");

    public static final ConfigOption<ExecutionConfig.ClosureCleanerLevel> CLOSURE_CLEANER_LEVEL = ConfigOptions.key(
                    "pipeline.closure-cleaner-level")
            .enumType(ExecutionConfig.ClosureCleanerLevel.class)
            .defaultValue(ExecutionConfig.ClosureCleanerLevel.RECURSIVE)
            .withDescription("How far unused references to enclosing objects are cut off from functions.");

    public static final ConfigOption<Boolean> GENERIC_TYPES = ConfigOptions.key("pipeline.generic-types")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether types without a serializer of their own may use the generic one.");

    public static final ConfigOption<Map<String, String>> GLOBAL_JOB_PARAMETERS = ConfigOptions.key(
                    "pipeline.global-job-parameters")
            .mapType()
            .noDefaultValue()
            .withDescription("Parameters that every function of the job can read.");

    public static final ConfigOption<Integer> MAX_PARALLELISM = ConfigOptions.key("pipeline.max-parallelism")
            .intType()
            .defaultValue(-1)
            .withDescription("The number of key groups; -1 derives it from the parallelism.");

    public static final ConfigOption<Boolean> OBJECT_REUSE = ConfigOptions.key("pipeline.object-reuse")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether elements go from function to function without a copy.");

    public static final ConfigOption<Boolean> OPERATOR_CHAINING = ConfigOptions.key(
                    "pipeline.operator-chaining.enabled")
            .booleanType()
            .defaultValue(true)
            .withDeprecatedKeys("pipeline.operator-chaining")
            .withDescription("Whether neighbouring operators share a task.");

    public static final ConfigOption<Boolean> ALLOW_UNALIGNED_SOURCE_SPLITS = ConfigOptions.key(
                    "pipeline.watermark-alignment.allow-unaligned-source-splits")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether a source that cannot pause single splits may be aligned as a whole.");

    private PipelineOptions() {}
}
