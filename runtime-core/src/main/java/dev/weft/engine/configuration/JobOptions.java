package dev.weft.engine.configuration;

import dev.weft.configuration.CoreOptions;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.PipelineOptions;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.configuration.OptionSpec.Kind;

/** Options that belong to the user API and may also be set by a program. */
final class JobOptions {

    static final OptionSection SECTION = new OptionSection("Jobs");

    static {
        SECTION.adoptBetween(
                CoreOptions.DEFAULT_PARALLELISM,
                Kind.INTEGER,
                1,
                32768,
                "Parallelism of operators for which none is set; -p sets it too.");
        SECTION.adoptBetween(
                PipelineOptions.MAX_PARALLELISM,
                Kind.INTEGER,
                -1,
                32768,
                "Number of key groups, the limit of every later parallelism, at most 32768; -1 derives it from the"
                        + " parallelism.");
        SECTION.adopt(
                ExecutionOptions.RUNTIME_MODE,
                Kind.CHOICE,
                "Whether results are updated as records come (streaming), given once at the end of bounded input"
                        + " (batch), or batch exactly when all input is bounded (automatic).");
        SECTION.adopt(
                ExecutionOptions.BUFFER_TIMEOUT,
                Kind.DURATION,
                "Longest time that a record waits in an unfilled buffer under load; 0 sends each at once.");
        SECTION.adopt(
                ExecutionOptions.BUFFER_TIMEOUT_ENABLED,
                Kind.BOOLEAN,
                "Whether buffers are also sent before they are full.");
        SECTION.adopt(
                StateBackendOptions.STATE_BACKEND,
                Kind.TEXT,
                "Where keyed state lives: hashmap, as objects on the heap, or rocksdb, on the local disk."
                        + " Without it hashmap. In a batch only one key at a time has state.");
        SECTION.adopt(PipelineOptions.NAME, Kind.TEXT, "Name of the job.");
        SECTION.adopt(PipelineOptions.JARS, Kind.LIST, "Jars that go with the job.");
        SECTION.adopt(
                PipelineOptions.CLASSPATHS,
                Kind.LIST,
                "URLs that every process adds to the job's class path; -C sets it too.");
        SECTION.adopt(PipelineOptions.OPERATOR_CHAINING, Kind.BOOLEAN, "Whether neighbouring operators share a task.");
        SECTION.adopt(
                PipelineOptions.OBJECT_REUSE,
                Kind.BOOLEAN,
                "Whether records go from function to function without a copy.");
        SECTION.adopt(
                PipelineOptions.AUTO_WATERMARK_INTERVAL,
                Kind.DURATION,
                "Time between periodic watermarks; 0 turns them off.");
        SECTION.adopt(
                PipelineOptions.ALLOW_UNALIGNED_SOURCE_SPLITS,
                Kind.BOOLEAN,
                "Whether a source that cannot pause single splits may be aligned as a whole.");
        SECTION.adopt(
                PipelineOptions.AUTO_GENERATE_UIDS,
                Kind.BOOLEAN,
                "Whether operators without a uid get one; if not, a program with such an operator is refused.");
        SECTION.adopt(
                PipelineOptions.GENERIC_TYPES,
                Kind.BOOLEAN,
                "Whether types without a serializer of their own may use the generic one.");
        SECTION.adopt(
                PipelineOptions.CLOSURE_CLEANER_LEVEL,
                Kind.CHOICE,
                "How far unused references to enclosing objects are cut off from functions.");
        SECTION.adopt(
                PipelineOptions.GLOBAL_JOB_PARAMETERS, Kind.MAP, "Parameters that every function of the job can read.");
    }

    private JobOptions() {}
}
