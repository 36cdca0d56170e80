package dev.weft.engine.configuration;

import java.util.List;

/** The sections of options that the engine itself uses, in reading order. */
final class EngineOptions {

    private EngineOptions() {}

    static List<OptionSection> sections() {
        return List.of(
                JobOptions.SECTION,
                BatchOptions.SECTION,
                SubmissionOptions.SECTION,
                TaskExecutorOptions.SECTION,
                ExecutorMemoryOptions.SECTION,
                MasterMemoryOptions.SECTION,
                CheckpointOptions.SECTION,
                RestartOptions.SECTION,
                ResourceOptions.SECTION,
                RocksDbOptions.SECTION,
                NetworkOptions.SECTION,
                RestServiceOptions.SECTION,
                UserCodeOptions.SECTION,
                JvmOptions.SECTION);
    }
}
