package dev.weft.configuration;

import dev.weft.api.common.ExecutionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Options that a program can set for itself. */
public class PipelineOptions {
    /** The name of a job that is executed without one. Not set by default. */
    public static final ConfigOption<String> NAME =
            ConfigOptions.key("pipeline.name").stringType().noDefaultValue().withDescription("The job's name.");

    /** Jars that are sent to the cluster with the job and put on the class path of its code, as paths or URLs. */
    public static final ConfigOption<List<String>> JARS = ConfigOptions.key("pipeline.jars")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("The jars that go with the job.");

    /** More class path for the job's code, as URLs that every process of the cluster can read; nothing is sent. */
    public static final ConfigOption<List<String>> CLASSPATHS = ConfigOptions.key("pipeline.classpaths")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("Addresses that every process adds to the job's class path.");

    /**
     * Whether operators without a uid get one from their place in the program; true by default. If false, a program with such an operator is
     * refused, so that no state gets lost when the program changes.
     */
    public static final ConfigOption<Boolean> AUTO_GENERATE_UIDS = ConfigOptions.key("pipeline.auto-generate-uids")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether operators without a uid get one; if not, a program with such an operator fails.");

    /** How often watermark generators are asked for a watermark; 200 ms by default, 0 for never. */
    public static final ConfigOption<Duration> AUTO_WATERMARK_INTERVAL = ConfigOptions.key(
                    "pipeline.auto-watermark-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(200))
            .withDescription("The time between periodic watermarks; 0 turns them off.");

    /**
     * How far references to enclosing objects are cut out of functions before they are serialized; recursively by default.
     */
    public static final ConfigOption<ExecutionConfig.ClosureCleanerLevel> CLOSURE_CLEANER_LEVEL = ConfigOptions.key(
                    "pipeline.closure-cleaner-level")
            .enumType(ExecutionConfig.ClosureCleanerLevel.class)
            .defaultValue(ExecutionConfig.ClosureCleanerLevel.RECURSIVE)
            .withDescription("How far unused references to enclosing objects are cut off from functions.");

    /**
     * Whether types may be left to the generic fallback; true by default. If false, a program with such a type is refused by name.
     */
    public static final ConfigOption<Boolean> GENERIC_TYPES = ConfigOptions.key("pipeline.generic-types")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether types without a serializer of their own may use the generic one.");

    /**
     * Parameters of the program's own, which every function can read and the REST interface shows. Empty by default.
     */
    public static final ConfigOption<Map<String, String>> GLOBAL_JOB_PARAMETERS = ConfigOptions.key(
                    "pipeline.global-job-parameters")
            .mapType()
            .noDefaultValue()
            .withDescription("Parameters that every function of the job can read.");

    /**
     * Number of key groups: the highest parallelism over which keyed state can ever be spread, up to 32768. It can't be changed
     * for state that is kept. -1, the default, derives it from the parallelism.
     */
    public static final ConfigOption<Integer> MAX_PARALLELISM = ConfigOptions.key("pipeline.max-parallelism")
            .intType()
            .defaultValue(-1)
            .withDescription("The number of key groups; -1 derives it from the parallelism.");

    /**
     * Whether records are handed from function to function without a copy. Faster, but a function must then neither keep nor change
     * what it was given, nor change what it has emitted. False by default.
     */
    public static final ConfigOption<Boolean> OBJECT_REUSE = ConfigOptions.key("pipeline.object-reuse")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether elements go from function to function without a copy.");

    /**
     * Whether operators that follow each other one to one run in one task, without a channel between them; true by default.
     */
    public static final ConfigOption<Boolean> OPERATOR_CHAINING = ConfigOptions.key(
                    "pipeline.operator-chaining.enabled")
            .booleanType()
            .defaultValue(true)
            .withDeprecatedKeys("pipeline.operator-chaining")
            .withDescription("Whether neighbouring operators share a task.");

    /**
     * Whether a source may take part in watermark alignment though its reader can't pause single splits; false by default.
     */
    public static final ConfigOption<Boolean> ALLOW_UNALIGNED_SOURCE_SPLITS = ConfigOptions.key(
                    "pipeline.watermark-alignment.allow-unaligned-source-splits")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether a source that cannot pause single splits may be aligned as a whole.");

    private PipelineOptions() {}
}
