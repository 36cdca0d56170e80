package dev.weft.streaming.api.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.filesystem.FsStateBackend;
import dev.weft.runtime.state.memory.MemoryStateBackend;
import dev.weft.runtime.state.storage.FileSystemCheckpointStorage;
import dev.weft.runtime.state.storage.JobManagerCheckpointStorage;
import dev.weft.streaming.api.CheckpointingMode;
import dev.weft.streaming.api.environment.CheckpointConfig.ExternalizedCheckpointCleanup;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckpointConfigTest {
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    private final CheckpointConfig config = env.getCheckpointConfig();

    @Test
    void checkpointsAreOffUntilThereIsAnInterval() {
        assertThat(config.isCheckpointingEnabled()).isFalse();
        assertThat(env.getCheckpointInterval()).isEqualTo(-1);
        env.enableCheckpointing(5000);
        assertThat(config.isCheckpointingEnabled()).isTrue();
        assertThat(env.getCheckpointInterval()).isEqualTo(5000);
        config.disableCheckpointing();
        assertThat(config.isCheckpointingEnabled()).isFalse();
    }

    @Test
    void everyFormOfEnableCheckpointingSetsIntervalAndMode() {
        env.enableCheckpointing(1000, CheckpointingMode.AT_LEAST_ONCE);
        assertThat(env.getCheckpointingMode()).isEqualTo(CheckpointingMode.AT_LEAST_ONCE);
        assertThat(env.getCheckpointingConsistencyMode())
                .isEqualTo(dev.weft.core.execution.CheckpointingMode.AT_LEAST_ONCE);
        env.enableCheckpointing(2000, dev.weft.core.execution.CheckpointingMode.EXACTLY_ONCE);
        assertThat(env.getCheckpointingMode()).isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(env.getCheckpointInterval()).isEqualTo(2000);
        env.enableCheckpointing(3000, CheckpointingMode.EXACTLY_ONCE, true);
        assertThat(env.getCheckpointInterval()).isEqualTo(3000);
        assertThat(env.isForceCheckpointing()).isTrue();
        env.enableCheckpointing();
        assertThat(env.getCheckpointInterval()).isEqualTo(500);
    }

    @Test
    void whatAProgramSetsIsInTheConfigurationThatIsSent() {
        env.enableCheckpointing(1000);
        config.setCheckpointTimeout(60_000);
        config.setMinPauseBetweenCheckpoints(200);
        config.setMaxConcurrentCheckpoints(1);
        config.setTolerableCheckpointFailureNumber(3);
        config.setExternalizedCheckpointCleanup(ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION);
        config.enableUnalignedCheckpoints();
        config.setAlignmentTimeout(Duration.ofSeconds(5));
        config.setCheckpointStorage("hdfs://nn:8020/checkpoints");
        env.setDefaultSavepointDirectory("hdfs://nn:8020/savepoints");
        env.getConfig().setUseSnapshotCompression(true);
        assertThat(env.getConfiguration().toMap())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("execution.checkpointing.interval", "1 s"),
                        Map.entry("execution.checkpointing.timeout", "1 min"),
                        Map.entry("execution.checkpointing.min-pause", "200 ms"),
                        Map.entry("execution.checkpointing.max-concurrent-checkpoints", "1"),
                        Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "3"),
                        Map.entry(
                                "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
                        Map.entry("execution.checkpointing.unaligned.enabled", "true"),
                        Map.entry("execution.checkpointing.aligned-checkpoint-timeout", "5 s"),
                        Map.entry("execution.checkpointing.storage", "filesystem"),
                        Map.entry("execution.checkpointing.dir", "hdfs://nn:8020/checkpoints"),
                        Map.entry("execution.checkpointing.savepoint-dir", "hdfs://nn:8020/savepoints"),
                        Map.entry("execution.checkpointing.snapshot-compression", "true")));
        assertThat(env.getDefaultSavepointDirectory()).isEqualTo(new Path("hdfs://nn:8020/savepoints"));
        assertThat(env.isUnalignedCheckpointsEnabled()).isTrue();
    }

    @Test
    void whatIsConfiguredIsSeenByTheProgram() {
        Configuration configured = new Configuration();
        configured.setString("execution.checkpointing.interval", "7 s");
        configured.setString("execution.checkpointing.alignment-timeout", "2 s");
        configured.setString("execution.checkpointing.externalized-checkpoint-retention", "DELETE_ON_CANCELLATION");
        env.configure(configured);
        assertThat(config.getCheckpointInterval()).isEqualTo(7000);
        assertThat(config.getAlignedCheckpointTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.getExternalizedCheckpointCleanup())
                .isEqualTo(ExternalizedCheckpointCleanup.DELETE_ON_CANCELLATION);
        assertThat(config.isExternalizedCheckpointsEnabled()).isTrue();

        CheckpointConfig other = new CheckpointConfig();
        other.configure(configured);
        assertThat(other.getCheckpointInterval()).isEqualTo(7000);
        assertThat(other.getAlignmentTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(other.getCheckpointTimeout()).isEqualTo(CheckpointConfig.DEFAULT_TIMEOUT);
    }

    @Test
    void storageComesInEveryForm() {
        config.setCheckpointStorage(new JobManagerCheckpointStorage());
        assertThat(config.toConfiguration().get(CheckpointingOptions.CHECKPOINT_STORAGE))
                .isEqualTo("jobmanager");
        config.setCheckpointStorage(URI.create("file:///c"));
        assertThat(config.toConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:/c");
        config.setCheckpointStorage(new Path("/d"));
        assertThat(config.toConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("/d");
        assertThat(config.getCheckpointStorage()).isInstanceOf(FileSystemCheckpointStorage.class);
        config.setCheckpointStorage(new FileSystemCheckpointStorage(URI.create("file:///e"), 100));
        assertThat(config.toConfiguration()
                        .get(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)
                        .getBytes())
                .isEqualTo(100);
        assertThatThrownBy(() -> new FileSystemCheckpointStorage(URI.create("file:///e"), 2 << 20))
                .hasMessage("the size of state in the metadata (execution.checkpointing.data-inline-threshold) is"
                        + " 2097152 bytes, it must be from 0 to 1048576, or -1 for what is configured");
    }

    @Test
    void theBackendsOfOlderProgramsStandForHashMapAndAStorage() {
        env.setStateBackend(new FsStateBackend("hdfs:///c", true));
        assertThat(env.getConfiguration().toMap())
                .containsEntry("state.backend.type", "hashmap")
                .containsEntry("execution.checkpointing.storage", "filesystem")
                .containsEntry("execution.checkpointing.dir", "hdfs:/c");
        env.setStateBackend(new MemoryStateBackend(1000));
        assertThat(env.getConfiguration().toMap()).containsEntry("execution.checkpointing.storage", "jobmanager");
    }

    @Test
    void aNumberOfTolerableFailuresGoesOverTheOlderSwitch() {
        assertThat(config.isFailOnCheckpointingErrors()).isTrue();
        config.setFailOnCheckpointingErrors(false);
        assertThat(config.getTolerableCheckpointFailureNumber()).isEqualTo(Integer.MAX_VALUE);
        config.setFailOnCheckpointingErrors(true);
        assertThat(config.getTolerableCheckpointFailureNumber()).isZero();
        config.setTolerableCheckpointFailureNumber(2);
        config.setFailOnCheckpointingErrors(false);
        assertThat(config.getTolerableCheckpointFailureNumber()).isEqualTo(2);
    }

    @Test
    void aCopyIsIndependent() {
        config.setExternalizedCheckpointRetention(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        CheckpointConfig copy = new CheckpointConfig(config);
        copy.setCheckpointInterval(100);
        assertThat(copy.getExternalizedCheckpointRetention())
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(config.isCheckpointingEnabled()).isFalse();
    }

    @Test
    void valuesOutOfTheirRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> env.enableCheckpointing(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the interval of checkpoints (execution.checkpointing.interval) is 9 ms, it must be at least"
                                + " 10 ms");
        assertThatThrownBy(() -> config.setCheckpointTimeout(0))
                .hasMessage("the timeout of checkpoints (execution.checkpointing.timeout) is 0 ms, it must be at least"
                        + " 10 ms");
        assertThatThrownBy(() -> config.setMinPauseBetweenCheckpoints(-1)).hasMessageContaining("at least 0 ms");
        assertThatThrownBy(() -> config.setMaxConcurrentCheckpoints(0))
                .hasMessage("the number of concurrent checkpoints"
                        + " (execution.checkpointing.max-concurrent-checkpoints) is 0, it must be at least 1");
        assertThatThrownBy(() -> config.setTolerableCheckpointFailureNumber(-1))
                .hasMessageContaining("it must be at least 0");
    }
}
