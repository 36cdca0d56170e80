package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest.Next;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.program.Operation;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Union lists of an instance that ends while others go on, which would be restored with them. */
@Timeout(60)
class UnionStateTest {

    private static final long N = 10;

    /** The second instance does not go on before that. */
    private static CountDownLatch open;

    private final TaskRig rig = new TaskRig();

    @BeforeEach
    void begin() {
        open = new CountDownLatch(1);
        rig.start(Way.LOCAL);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Has one element in a union list, and one in a list that is split. */
    private static final class Remembers implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private transient ListState<Long> union;
        private transient ListState<Long> split;
        private long last;

        @Override
        public Long map(Long number) throws Exception {
            last = number;
            if (number >= N / 2) {
                open.await();
            }
            return number;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            union.update(List.of(last));
            split.update(List.of(last));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            union = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", Types.LONG));
            split = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("split", Types.LONG));
        }
    }

    private record Job(LittleJob job, Vertex vertex) {
        static Job of() {
            LittleJob job = new LittleJob().with("execution.checkpointing.interval", "1 h");
            return new Job(
                    job, job.numbers("numbers", 2, 0, N - 1).then(new Operation.Map(new Remembers()), Types.LONG));
        }

        ExecutionAttemptId first(LittleJob.Run run) {
            return run.task(vertex, 0).attempt();
        }

        /** Takes a checkpoint of the first instance, and returns how many elements of each kind of list it has. */
        Map<Mode, Integer> elements(LittleJob.Run run, long checkpointId) {
            run.task(vertex, 0).triggerCheckpoint(TaskRig.aligned(checkpointId));
            return elements(run.events().awaitStored(first(run), checkpointId));
        }

        private static Map<Mode, Integer> elements(Payload stored) {
            return StateCodec.decode(stored).values().stream()
                    .flatMap(pieces -> pieces.unkeyed().stream())
                    .map(UnkeyedPiece::parts)
                    .flatMap(parts -> parts.values().stream())
                    .collect(Collectors.toMap(UnkeyedPiece.Part::mode, part -> part.offsets().length, Integer::sum));
        }
    }

    @Test
    void anInstanceThatHasEndedKeepsItsUnionListsUntilAllHaveEnded() {
        Job job = Job.of();
        LittleJob.Run run = rig.start(job.job);
        run.events().awaitReady(1);
        assertThat(job.elements(run, 1)).isEqualTo(Map.of(Mode.UNION, 1));
        run.task(job.vertex, 0).checkpointCompleted(1, false);
        assertThat(job.elements(run, 2)).isEqualTo(Map.of(Mode.UNION, 1));
        open.countDown();
        run.events().awaitReady(2);
        run.tasks().values().forEach(task -> task.checkpointCompleted(3, true));
        run.events().awaitAll(TaskState.FINISHED);
    }

    @Test
    void aRestoredInstanceThatHadEndedKeepsThem() {
        Job first = Job.of();
        LittleJob.Run run = rig.start(first.job);
        run.events().awaitReady(1);
        first.elements(run, 1);
        Payload stored = run.events().awaitStored(first.first(run), 1);
        TaskRig.cancel(run);

        Job second = Job.of();
        run = rig.start(second.job.restored(Map.of(first.first(run), stored)).ended());
        run.events().awaitState(run.task(second.vertex, 1).attempt(), TaskState.FINISHED);
        assertThat(second.elements(run, 2)).isEqualTo(Map.of(Mode.UNION, 1));
        run.task(second.vertex, 0).checkpointCompleted(2, true);
        run.events().awaitAll(TaskState.FINISHED);
    }

    @Test
    void anInstanceThatHasEndedFinishesWithTheSavepointWithWhichTheJobStops() {
        Job job = Job.of();
        LittleJob.Run run = rig.start(job.job);
        run.events().awaitReady(1);
        run.task(job.vertex, 0).triggerCheckpoint(TaskRig.savepoint(1, Next.SUSPEND));
        run.events().awaitStored(job.first(run), 1);
        run.task(job.vertex, 0).checkpointCompleted(1, false);
        run.events().awaitState(job.first(run), TaskState.FINISHED);
        run.cancelAll();
        run.events().awaitAllEnded();
    }
}
