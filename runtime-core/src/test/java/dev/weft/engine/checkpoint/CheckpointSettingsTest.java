package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointSettingsTest {

    private static CheckpointSettings of(String... keysAndValues) {
        Configuration job = new Configuration();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            job.setString(keysAndValues[i], keysAndValues[i + 1]);
        }
        return CheckpointSettings.of(job);
    }

    private static void assertRefused(String message, String... keysAndValues) {
        assertThatThrownBy(() -> of(keysAndValues))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessage(message);
    }

    @Test
    void aJobThatSaysNothingTakesNoCheckpointsByItself() {
        assertThat(of())
                .isEqualTo(new CheckpointSettings(
                        Optional.empty(),
                        Duration.ofMinutes(10),
                        Duration.ZERO,
                        1,
                        0,
                        true,
                        Alignment.ALIGNED,
                        Optional.empty(),
                        false,
                        ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS,
                        1,
                        10,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        new SnapshotSettings(5 << 20, false)));
        assertThat(of().isEnabled()).isFalse();
    }

    @Test
    void everyKeyIsRead() {
        CheckpointSettings settings = CheckpointSettings.of(Configuration.fromMap(Map.ofEntries(
                Map.entry("execution.checkpointing.interval", "3 s"),
                Map.entry("execution.checkpointing.timeout", "2 min"),
                Map.entry("execution.checkpointing.max-concurrent-checkpoints", "4"),
                Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "5"),
                Map.entry("execution.checkpointing.mode", "AT_LEAST_ONCE"),
                Map.entry("execution.checkpointing.checkpoints-after-tasks-finish", "false"),
                Map.entry("execution.checkpointing.incremental", "true"),
                Map.entry("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
                Map.entry("execution.checkpointing.num-retained", "7"),
                Map.entry("web.checkpoints.history", "70"),
                Map.entry("execution.checkpointing.dir", "hdfs:///checkpoints"),
                Map.entry("execution.checkpointing.create-subdir", "false"),
                Map.entry("execution.checkpointing.savepoint-dir", "hdfs:///savepoints"),
                Map.entry("execution.checkpointing.data-inline-threshold", "1 kb"),
                Map.entry("execution.checkpointing.snapshot-compression", "true"))));
        assertThat(settings.interval()).contains(Duration.ofSeconds(3));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.maxConcurrent()).isEqualTo(4);
        assertThat(settings.tolerableFailures()).isEqualTo(5);
        assertThat(settings.alignment()).isEqualTo(Alignment.AT_LEAST_ONCE);
        assertThat(settings.afterTasksFinish()).isFalse();
        assertThat(settings.incremental()).isTrue();
        assertThat(settings.retention()).isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(settings.retained()).isEqualTo(7);
        assertThat(settings.remembered()).isEqualTo(70);
        assertThat(settings.directory()).contains("hdfs:/checkpoints");
        assertThat(settings.directoryPerJob()).isFalse();
        assertThat(settings.savepointDirectory()).contains("hdfs:/savepoints");
        assertThat(settings.snapshots()).isEqualTo(new SnapshotSettings(1024, true));
    }

    @Test
    void formerKeysAreRead() {
        CheckpointSettings settings = of(
                "state.checkpoints.dir", "file:///c",
                "state.savepoints.dir", "file:///s",
                "state.checkpoints.num-retained", "3",
                "state.backend.incremental", "true",
                "state.storage.fs.memory-threshold", "2kb",
                "execution.checkpointing.unaligned", "true",
                "execution.checkpointing.alignment-timeout", "5 s");
        assertThat(settings.directory()).contains("file:/c");
        assertThat(settings.savepointDirectory()).contains("file:/s");
        assertThat(settings.retained()).isEqualTo(3);
        assertThat(settings.incremental()).isTrue();
        assertThat(settings.snapshots().inlineBytes()).isEqualTo(2048);
        assertThat(settings.alignment()).isEqualTo(Alignment.ALIGNED);
        assertThat(settings.alignmentTimeout()).contains(Duration.ofSeconds(5));
    }

    @Test
    void unalignedWithoutATimeoutOvertakesAtOnce() {
        CheckpointSettings settings = of("execution.checkpointing.unaligned.enabled", "true");
        assertThat(settings.alignment()).isEqualTo(Alignment.UNALIGNED);
        assertThat(settings.alignmentTimeout()).isEmpty();
        assertThat(of("execution.checkpointing.aligned-checkpoint-timeout", "5 s")
                        .alignmentTimeout())
                .as("without unaligned checkpoints nothing overtakes")
                .isEmpty();
    }

    @Test
    void withAPauseOnlyOneCheckpointIsPending() {
        assertThat(of(
                                "execution.checkpointing.min-pause", "1 s",
                                "execution.checkpointing.max-concurrent-checkpoints", "3")
                        .maxConcurrent())
                .isEqualTo(1);
    }

    @Test
    void aBatchTakesNoPeriodicCheckpoints() {
        assertThat(of("execution.checkpointing.interval", "1 s", "execution.runtime-mode", "BATCH")
                        .isEnabled())
                .isFalse();
    }

    @Test
    void theJobManagerAsStorageKeepsStateInTheMetadata() {
        assertThat(of("execution.checkpointing.storage", "jobmanager", "state.checkpoints.dir", "file:///c")
                        .snapshots()
                        .inlineBytes())
                .isEqualTo(5 << 20);
    }

    @Test
    void badValuesAreRefusedInOneLine() {
        assertRefused(
                "execution.checkpointing.interval is 5 ms, it must be at least 10 ms; leave it out for no periodic"
                        + " checkpoints",
                "execution.checkpointing.interval",
                "5 ms");
        assertRefused(
                "execution.checkpointing.timeout is 9 ms, it must be at least 10 ms",
                "execution.checkpointing.timeout",
                "9 ms");
        assertRefused(
                "execution.checkpointing.timeout is 1000 ms, less than execution.checkpointing.min-pause of 2000 ms;"
                        + " give checkpoints at least as much time as the pause between them",
                "execution.checkpointing.timeout",
                "1 s",
                "execution.checkpointing.min-pause",
                "2 s");
        assertRefused(
                "execution.checkpointing.max-concurrent-checkpoints is 0, it must be at least 1",
                "execution.checkpointing.max-concurrent-checkpoints",
                "0");
        assertRefused(
                "execution.checkpointing.num-retained is 0, it must be at least 1",
                "state.checkpoints.num-retained",
                "0");
        assertRefused(
                "execution.checkpointing.tolerable-failed-checkpoints is -1, it must be at least 0",
                "execution.checkpointing.tolerable-failed-checkpoints",
                "-1");
        assertRefused(
                "execution.checkpointing.unaligned.enabled is true and execution.checkpointing.mode is AT_LEAST_ONCE,"
                        + " where no barrier waits; choose one of them",
                "execution.checkpointing.unaligned",
                "true",
                "execution.checkpointing.mode",
                "at-least-once");
        assertRefused(
                "execution.checkpointing.unaligned.enabled is true and"
                        + " execution.checkpointing.max-concurrent-checkpoints is 2; unaligned checkpoints are taken one"
                        + " at a time, set it to 1",
                "execution.checkpointing.unaligned",
                "true",
                "execution.checkpointing.max-concurrent-checkpoints",
                "2");
        assertRefused(
                "'sometimes' is no value for 'execution.checkpointing.mode': expected one of EXACTLY_ONCE,"
                        + " AT_LEAST_ONCE (no such value)",
                "execution.checkpointing.mode",
                "sometimes");
    }

    @Test
    void badDirectoriesAreRefusedInOneLine() {
        assertRefused(
                "execution.checkpointing.storage is filesystem, but execution.checkpointing.dir is not set; set it to a"
                        + " directory such as hdfs:///checkpoints",
                "execution.checkpointing.storage",
                "filesystem");
        assertRefused(
                "execution.checkpointing.storage is 'floppy', it must be filesystem or jobmanager",
                "state.checkpoint-storage",
                "floppy");
        assertRefused(
                "execution.checkpointing.dir is 'checkpoints', which every process would look for elsewhere; give it"
                        + " from the root, such as hdfs:///checkpoints",
                "state.checkpoints.dir",
                "checkpoints");
        assertRefused(
                "execution.checkpointing.savepoint-dir is '', which is no directory: a path must not be empty",
                "state.savepoints.dir",
                "");
        assertRefused(
                "execution.checkpointing.data-inline-threshold is 2 mb, it must be at most 1 mb: the JobManager keeps"
                        + " that much for each state",
                "execution.checkpointing.dir",
                "file:///c",
                "execution.checkpointing.data-inline-threshold",
                "2mb");
    }
}
