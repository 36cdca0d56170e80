package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.SnapshotStore.SnapshotStream;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Files that the tasks of an executor share. S-CP-8. */
class FileMergingTest {

    private static final VertexId VERTEX = new VertexId("0123456789abcdef0123456789abcdef");

    private final CrashingFileSystem files = new CrashingFileSystem(1);
    private final ManualEventLoop loop = new ManualEventLoop(new ManualClock());
    private final FileMerging merging = new FileMerging(TaskThreads.system(), loop, new OnTheLoop());

    private final class OnTheLoop implements IoExecutor {
        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public void close() {}
    }

    private static CheckpointRequest request(CrashingFileSystem files, long checkpoint) {
        return new CheckpointRequest(
                checkpoint,
                0,
                CheckpointRequest.Kind.CHECKPOINT,
                CheckpointRequest.Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                files.address() + "/chk-" + checkpoint,
                OptionalLong.empty());
    }

    private static ExecutionAttemptId writer(int subtask) {
        return new ExecutionAttemptId(VERTEX, subtask, 0, 1);
    }

    private static SnapshotSettings merged(int tasksPerFile) {
        return new SnapshotSettings(
                4, false, Optional.of(new FileMerging.Settings(1 << 20, false, tasksPerFile)), false);
    }

    private SnapshotStore store(int subtask, int tasksPerFile) {
        return SnapshotStores.of(request(files, 1), merged(tasksPerFile), writer(subtask), merging);
    }

    private void tasks(int count) {
        for (int i = 0; i < count; i++) {
            merging.onTaskStarted();
        }
    }

    private static StoredBytes written(SnapshotStream stream, int content) throws IOException {
        try (stream) {
            stream.write(content(content));
            return stream.finish();
        }
    }

    private static byte[] content(int content) {
        return ("contents of " + content).getBytes();
    }

    private static Completed completed(SnapshotStore store) {
        Completed answer = new Completed();
        store.complete(answer);
        return answer;
    }

    /** Ten checkpoints of eight tasks with five own and three shared states each. */
    private int filesOf(SnapshotSettings settings) throws IOException {
        Map<StoredBytes, Integer> contents = new HashMap<>();
        for (int checkpoint = 1; checkpoint <= 10; checkpoint++) {
            List<Completed> answers = new ArrayList<>();
            for (int subtask = 0; subtask < 8; subtask++) {
                SnapshotStore store = SnapshotStores.of(request(files, checkpoint), settings, writer(subtask), merging);
                for (int state = 0; state < 8; state++) {
                    SnapshotStream stream = state < 5 ? store.create() : store.createShared();
                    contents.put(written(stream, contents.size()), contents.size());
                }
                answers.add(completed(store));
            }
            assertThat(answers).allMatch(Completed::isDurable);
        }
        files.restart();
        for (Map.Entry<StoredBytes, Integer> each : contents.entrySet()) {
            assertThat(each.getKey().open(0).readAllBytes()).isEqualTo(content(each.getValue()));
        }
        return files.paths().size();
    }

    @Test
    void theNumberOfFilesDoesNotGrowWithTasksAndStates() throws IOException {
        tasks(8);
        assertThat(filesOf(new SnapshotSettings(4, false)))
                .as("one with the own states of each task, one for each shared state: they were %s", 10 * 8 * 8)
                .isEqualTo(10 * 8 * (1 + 3));
    }

    @Test
    void mergedItGrowsOnlyWithGroupsOfTasks() throws IOException {
        tasks(8);
        assertThat(filesOf(merged(4))).isEqualTo(10 * 2 * 2);
    }

    @Test
    void tasksAcknowledgeWhenAllOfTheirGroupHaveWritten() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        StoredBytes bytes = written(first.create(), 1);
        Completed one = completed(first);
        assertThat(one.isDurable()).isFalse();
        SnapshotStore second = store(1, 4);
        written(second.create(), 2);
        Completed two = completed(second);
        assertThat(one.isDurable()).isTrue();
        assertThat(two.isDurable()).isTrue();
        assertThat(bytes.open(0).readAllBytes()).isEqualTo(content(1));
    }

    @Test
    void aFullGroupDoesNotWaitForOtherTasks() throws IOException {
        tasks(3);
        SnapshotStore first = store(0, 1);
        written(first.create(), 1);
        assertThat(completed(first).isDurable()).isTrue();
    }

    @Test
    void tasksThatDoNotComeAreNotWaitedForLong() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        written(first.create(), 1);
        Completed one = completed(first);
        loop.advance(FileMerging.PATIENCE.minusMillis(1));
        assertThat(one.isDurable()).isFalse();
        loop.advance(FileMerging.PATIENCE);
        assertThat(one.isDurable()).isTrue();
        SnapshotStore late = store(1, 4);
        written(late.create(), 2);
        Completed two = completed(late);
        loop.advance(FileMerging.PATIENCE);
        assertThat(two.isDurable()).isTrue();
        assertThat(files.paths()).hasSize(2);
    }

    @Test
    void aTaskThatWritesIsWaitedFor() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        SnapshotStore second = store(1, 4);
        written(first.create(), 1);
        Completed one = completed(first);
        loop.advance(FileMerging.PATIENCE.multipliedBy(100));
        assertThat(one.isDurable()).isFalse();
        StoredBytes bytes = written(second.create(), 2);
        assertThat(completed(second).isDurable()).isTrue();
        assertThat(one.isDurable()).isTrue();
        assertThat(bytes.open(0).readAllBytes()).isEqualTo(content(2));
    }

    @Test
    void aTaskThatEndsIsNotWaitedFor() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        written(first.create(), 1);
        Completed one = completed(first);
        merging.onTaskEnded();
        loop.runAll();
        assertThat(one.isDurable()).isTrue();
    }

    @Test
    void whatOneTaskAbandonsDoesNotHarmTheOthersAndGoesWithTheLast() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        SnapshotStore second = store(1, 4);
        StoredBytes kept = written(first.createShared(), 1);
        written(second.createShared(), 2);
        second.abandon();
        assertThat(completed(first).isDurable()).isTrue();
        assertThat(files.paths()).hasSize(1);
        assertThat(kept.open(0).readAllBytes()).isEqualTo(content(1));
    }

    @Test
    void nothingIsLeftOfAGroupThatAllHaveAbandoned() throws IOException {
        tasks(2);
        SnapshotStore first = store(0, 4);
        SnapshotStore second = store(1, 4);
        written(first.createShared(), 1);
        written(second.createShared(), 2);
        first.abandon();
        second.abandon();
        assertThat(files.paths()).isEmpty();
    }

    /** Whatever operation fails, no task acknowledges what does not survive. */
    @Test
    void aFailureOfTheFileSystemIsReportedToEveryTaskWhoseStateIsLost() throws IOException {
        boolean failed = true;
        for (int failing = 0; failed; failing++) {
            CrashingFileSystem broken = new CrashingFileSystem(failing);
            broken.failOnce(failing);
            FileMerging own = new FileMerging(TaskThreads.system(), loop, new OnTheLoop());
            own.onTaskStarted();
            own.onTaskStarted();
            Map<StoredBytes, Completed> answers = new HashMap<>();
            for (int subtask = 0; subtask < 2; subtask++) {
                SnapshotStore store = SnapshotStores.of(request(broken, 1), merged(4), writer(subtask), own);
                try {
                    StoredBytes bytes = written(store.create(), 1);
                    answers.put(bytes, completed(store));
                } catch (IOException e) {
                    store.abandon();
                }
            }
            loop.advance(FileMerging.PATIENCE);
            failed = broken.hasFailed();
            broken.restart();
            for (Map.Entry<StoredBytes, Completed> each : answers.entrySet()) {
                if (each.getValue().isDurable()) {
                    assertThat(each.getKey().open(0).readAllBytes()).isEqualTo(content(1));
                } else {
                    assertThat(each.getValue().failure())
                            .as("operation %s", failing)
                            .isPresent();
                }
            }
            assertThat(failed || answers.values().stream().allMatch(Completed::isDurable))
                    .isTrue();
        }
    }
}
