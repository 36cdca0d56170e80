package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.BoundedMultiInput;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator with two inputs of which one has ended before the checkpoint that it is restored from. */
@Timeout(60)
class EndedInputsTest {

    private static final List<Integer> ENDS = new CopyOnWriteArrayList<>();

    private final TaskRig rig = new TaskRig();

    @BeforeEach
    void begin() {
        ENDS.clear();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Tells of the ends of its inputs. */
    private static final class TellsEnds extends AbstractStreamOperator<Long>
            implements TwoInputStreamOperator<Long, Long, Long>, BoundedMultiInput {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(StreamRecord<Long> element) {}

        @Override
        public void processElement2(StreamRecord<Long> element) {}

        @Override
        public void endInput(int inputId) {
            ENDS.add(inputId);
        }
    }

    /** A short and an endless input. */
    private record Job(LittleJob job, Vertex brief, Vertex endless, Vertex consumer) {
        static Job of(LittleJob job) {
            Vertex brief = job.numbers("brief", 1, 0, 9);
            Vertex endless = job.vertex("endless", 1)
                    .then(new Operation.FromSource(new EndlessSource(), WatermarkStrategy.noWatermarks()), Types.LONG);
            Vertex consumer = job.vertex("consumer", 1);
            brief.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
            endless.to(consumer, ShipStrategy.FORWARD, new Partitioning.Forward(), 1);
            consumer.then(new Operation.Transform(SimpleOperatorFactory.of(new TellsEnds())), Types.LONG);
            return new Job(job, brief, endless, consumer);
        }

        /** Takes a checkpoint after the end of the brief source, and returns what the others have stored. */
        Map<ExecutionAttemptId, Payload> checkpoint(LittleJob.Run run, long id) {
            run.task(endless, 0).triggerCheckpoint(TaskRig.aligned(id));
            ExecutionAttemptId head = run.task(consumer, 0).attempt();
            ExecutionAttemptId source = run.task(endless, 0).attempt();
            return Map.of(
                    source,
                    run.events().awaitStored(source, id),
                    head,
                    run.events().awaitStored(head, id));
        }

        Set<Integer> endedGates(Map<ExecutionAttemptId, Payload> state, LittleJob.Run run) {
            return StateCodec.decode(state.get(run.task(consumer, 0).attempt())).values().stream()
                    .map(OperatorPieces::endedGates)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfOneInputIsNotProcessedAgainAfterARestore(Way way) {
        rig.start(way);
        Job first = Job.of(new LittleJob());
        LittleJob.Run run = rig.start(first.job);
        run.events().awaitState(run.task(first.brief, 0).attempt(), TaskState.FINISHED);
        while (ENDS.isEmpty()) {
            Thread.onSpinWait();
        }
        Map<ExecutionAttemptId, Payload> state = first.checkpoint(run, 1);
        TaskRig.cancel(run);
        assertThat(ENDS).containsExactly(1);
        assertThat(first.endedGates(state, run)).containsExactly(0);

        Job second = Job.of(new LittleJob());
        run = rig.start(second.job.restored(state));
        run.events().awaitAllStarted();
        second.checkpoint(run, 2);
        state = second.checkpoint(run, 3);
        TaskRig.cancel(run);
        assertThat(second.endedGates(state, run)).containsExactly(0);
        assertThat(ENDS).as("ends after the restore").containsExactly(1);
    }
}
