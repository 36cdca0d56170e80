package dev.weft.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.ConfigurationLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

    @TempDir
    Path directory;

    private final ConfigurationLoader loader = new ConfigurationLoader(OptionCatalog.engineAnd());

    private Loaded load(String file, String... overrides) throws IOException {
        Files.writeString(directory.resolve("flink-conf.yaml"), file);
        return loader.load(Optional.of(directory), List.of(overrides));
    }

    private void assertRefused(String message, String file, String... overrides) {
        assertThatThrownBy(() -> load(file, overrides))
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
    }

    @Test
    void theCommandLineGoesBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
        Loaded loaded = load(
                "taskmanager.numberOfTaskSlots: 4\nheartbeat.interval: 1 s\n",
                "taskmanager.numberOfTaskSlots=2",
                "taskmanager.numberOfTaskSlots = 3");
        assertThat(loaded.configuration().get(TaskExecutorOptions.SLOTS)).isEqualTo(3);
        assertThat(loaded.configuration().get(TaskExecutorOptions.HEARTBEAT_INTERVAL))
                .hasSeconds(1);
        assertThat(loaded.configuration().get(TaskExecutorOptions.HEARTBEAT_TIMEOUT))
                .hasSeconds(50);
        assertThat(loaded.origins().get("taskmanager.numberOfTaskSlots").text()).isEqualTo("the command line (-D)");
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void aBadValueIsOneLineWithKeyValueOriginAndWhatIsAllowed() {
        Path file = directory.resolve("flink-conf.yaml");
        assertRefused(
                "taskmanager.numberOfTaskSlots = 'many' from " + file + ":2 must be a whole number, from 1 to 1024",
                "a: b\ntaskmanager.numberOfTaskSlots: many\n");
        assertRefused(
                "taskmanager.numberOfTaskSlots = '0' from the command line (-D) must be a whole number, from 1 to 1024",
                "",
                "taskmanager.numberOfTaskSlots=0");
        assertRefused(
                "taskmanager.memory.process.size = 'abc' from the command line (-D) must be a size such as '64 mb' or"
                        + " '2 gb'",
                "",
                "taskmanager.memory.process.size=abc");
        assertRefused(
                "classloader.resolve-order = 'mine' from the command line (-D) must be a name, one of child-first,"
                        + " parent-first",
                "",
                "classloader.resolve-order=mine");
        assertRefused(
                "heartbeat.timeout = '1 ms' from the command line (-D) must be a duration such as '10 s' or '500 ms', at"
                        + " least 20 ms",
                "",
                "heartbeat.timeout=1 ms");
        assertRefused("'-Djust.a.key' sets nothing: write -Dkey=value", "", "just.a.key");
    }

    @Test
    void anUnknownKeyIsWarnedOfWithTheKeyThatWasProbablyMeant() throws IOException {
        Loaded loaded = load("taskmanager.numberOfTaskSlot: 4\nmy.own.setting: x\n");
        assertThat(loaded.warnings())
                .containsExactly(
                        "unknown key taskmanager.numberOfTaskSlot (" + directory
                                + "/flink-conf.yaml:1) is passed on to the job and has no effect on the engine; did you"
                                + " mean taskmanager.numberOfTaskSlots?",
                        "unknown key my.own.setting (" + directory
                                + "/flink-conf.yaml:2) is passed on to the job and has no effect on the engine");
        assertThat(loaded.configuration().getString("my.own.setting", "")).isEqualTo("x");
    }

    @Test
    void aProgramIsWarnedOfWhatLooksLikeAnOptionAndKeepsItsOwnKeysToItself() {
        Configuration given = Configuration.fromMap(Map.of(
                "state.backend.typ", "rocksdb",
                "execution.sorted-inputs", "true",
                "parallelism.default", "4",
                "pipeline.global-job-parameters.input", "a",
                "my.own.setting", "x",
                "threshold", "7"));
        assertThat(loader.review(given))
                .containsExactly(
                        "unknown key execution.sorted-inputs (the program) is passed on to the job and has no"
                                + " effect on the engine",
                        "unknown key state.backend.typ (the program) is passed on to the job and has no effect on the"
                                + " engine; did you mean state.backend.type?");
    }

    @Test
    void aBadParallelismNamesItsOrigin() {
        Path file = directory.resolve("flink-conf.yaml");
        assertRefused(
                "parallelism.default = '0' from " + file + ":1 must be a whole number, from 1 to 32768",
                "parallelism.default: 0\n");
        assertThatThrownBy(() -> loader.review(Configuration.fromMap(Map.of("parallelism.default", "two"))))
                .isInstanceOf(WeftException.class)
                .hasMessage("parallelism.default = 'two' from the program must be a whole number, from 1 to 32768");
    }

    @Test
    void keysOfOlderReleasesAreTranslated() throws IOException {
        Loaded loaded = load("""
                taskmanager.heap.size: 2048m
                jobmanager.heap.mb: 1024
                taskmanager.network.memory.fraction: 0.2
                containerized.heap-cutoff-ratio: 0.25
                """);
        assertThat(loaded.configuration().toMap())
                .isEqualTo(Map.of(
                        "taskmanager.memory.process.size", "2048m",
                        "jobmanager.memory.process.size", "1024m",
                        "taskmanager.memory.network.fraction", "0.2"));
        assertThat(loaded.warnings())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("taskmanager.heap.size (")
                        && line.endsWith(" is now called taskmanager.memory.process.size"))
                .anyMatch(line -> line.endsWith("is now called jobmanager.memory.process.size and taken as 1024m"))
                .anyMatch(line ->
                        line.startsWith("containerized.heap-cutoff-ratio (") && line.contains("has no effect: "));
    }

    @Test
    void keysThatWouldLeaveRecordsOutHaveNoEffect() throws IOException {
        for (String key : List.of(
                "execution.state-recovery.without-channel-state.checkpoint-id",
                "execution.checkpointing.recover-without-channel-state.checkpoint-id")) {
            assertThat(load(key + ": 7\n").warnings())
                    .singleElement()
                    .asString()
                    .startsWith(key + " (")
                    .endsWith("has no effect: a job always goes on with all records of its checkpoint");
        }
    }

    @Test
    void formerKeysOfTheUserApiAreTranslatedToo() throws IOException {
        Loaded loaded = load("state.backend: rocksdb\n");
        assertThat(loaded.configuration().toMap()).isEqualTo(Map.of("state.backend.type", "rocksdb"));
        assertThat(loaded.warnings())
                .containsExactly(
                        "state.backend (" + directory + "/flink-conf.yaml:1) is now called state.backend.type");
        assertThat(loader.review(Configuration.fromMap(Map.of("state.backend", "rocksdb"))))
                .isEmpty();
    }

    @Test
    void aFormerKeyOnTheCommandLineGoesBeforeThePresentKeyInTheFileButNotBesideIt() throws IOException {
        assertThat(load("taskmanager.memory.process.size: 1g", "taskmanager.heap.size=2g")
                        .configuration()
                        .get(ExecutorMemoryOptions.PROCESS)
                        .getGibiBytes())
                .isEqualTo(2);
        assertThat(load("taskmanager.heap.size: 2g\ntaskmanager.memory.process.size: 1g")
                        .configuration()
                        .get(ExecutorMemoryOptions.PROCESS)
                        .getGibiBytes())
                .isEqualTo(1);
    }

    @Test
    void aNestedMapBecomesTheValueOfItsOption() throws IOException {
        Loaded loaded = load("pipeline:\n  global-job-parameters:\n    a: 1\n    b: two\n");
        assertThat(loaded.configuration().get(PipelineOptions.GLOBAL_JOB_PARAMETERS))
                .isEqualTo(Map.of("a", "1", "b", "two"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void theNewerFileNameIsReadWhenItIsAloneAndWarnedOfOtherwise() throws IOException {
        Files.writeString(directory.resolve("config.yaml"), "taskmanager:\n  numberOfTaskSlots: 7\n");
        Loaded alone = loader.load(Optional.of(directory), List.of());
        assertThat(alone.configuration().get(TaskExecutorOptions.SLOTS)).isEqualTo(7);
        Loaded both = load("taskmanager.numberOfTaskSlots: 2\n");
        assertThat(both.configuration().get(TaskExecutorOptions.SLOTS)).isEqualTo(2);
        assertThat(both.warnings())
                .containsExactly(directory.resolve("config.yaml") + " is ignored because "
                        + directory.resolve("flink-conf.yaml") + " exists; keep one of them");
    }

    @Test
    void withoutADirectoryThereAreOnlyDefaults() {
        Loaded loaded = loader.load(Optional.empty(), List.of());
        assertThat(loaded.configuration().toMap()).isEmpty();
        assertThat(loaded.configuration().get(TaskExecutorOptions.SLOTS)).isEqualTo(1);
    }

    @Test
    void everyDefaultIsAllowedByItsOwnBounds() {
        for (OptionSection section : OptionCatalog.engineAnd().sections()) {
            for (OptionSpec<?> spec : section.specs()) {
                if (spec.option().hasDefaultValue()) {
                    assertThat(spec.bounds().admit(spec.option().defaultValue()))
                            .as(spec.key())
                            .isTrue();
                }
                assertThat(spec.sentence()).as(spec.key()).isNotBlank().endsWith(".");
            }
        }
    }
}
