package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.taskexecutor.task.TaskRig.Way;
import dev.weft.program.Operation;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source function that always holds the checkpoint lock, but for an instant between two records, and its task. */
@Timeout(60)
class SourceFunctionLockTest {

    private static final long MAILS = 200;

    private static CompletableFuture<LittleJob.Run> started;

    private final TaskRig rig = new TaskRig();

    @AfterEach
    void closeEngine() {
        rig.close();
    }

    /**
     * With the lock it has a mail sent to its task and waits until the task waits for the lock. Then it leaves the lock, takes
     * it again at once, and emits which mail has run last.
     */
    private record Greedy() implements SourceFunction<Long>, CheckpointedFunction, CheckpointListener {
        private static Thread task;
        private static long ran;

        @Override
        public void initializeState(FunctionInitializationContext context) {
            task = Thread.currentThread();
            ran = 0;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void run(SourceContext<Long> context) {
            LittleJob.Run job = started.join();
            RunningTask self = job.tasks().values().iterator().next();
            for (long mail = 1; mail <= MAILS; mail++) {
                synchronized (context.getCheckpointLock()) {
                    self.checkpointCompleted(mail, false);
                    while (task.getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                }
                synchronized (context.getCheckpointLock()) {
                    context.collect(ran);
                }
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            ran = checkpointId;
        }

        @Override
        public void cancel() {}
    }

    @Test
    void theTaskGetsTheLockBeforeTheFunctionGetsItAgain() {
        started = new CompletableFuture<>();
        Collected<Long> sink = new Collected<>();
        LittleJob job = new LittleJob();
        job.vertex("greedy", 1)
                .then(new Operation.FromSourceFunction(new Greedy(), Boundedness.BOUNDED), Types.LONG)
                .then(new Operation.SinkFunctionCall(sink), Types.LONG);
        rig.start(Way.LOCAL);

        LittleJob.Run run = rig.start(job);
        started.complete(run);
        run.events().awaitAll(TaskState.FINISHED);

        assertThat(sink.results())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, MAILS)
                        .boxed()
                        .map(Object.class::cast)
                        .toList());
    }
}
