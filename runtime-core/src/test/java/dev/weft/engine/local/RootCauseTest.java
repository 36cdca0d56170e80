package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.Payload;
import dev.weft.engine.configuration.UserCodeOptions.ResolveOrder;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.resourcemanager.ResourceSettings.Times;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.view.JobView;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole jobs in which the report of the task that failed first is delayed until the JobMaster has the follow-up
 * failures.
 */
@Timeout(240)
class RootCauseTest {

    private static final int REPEATS = 15;
    /** For a job that takes a tenth of a second, and has a tenth of a processor when others test beside it. */
    private static final long DEADLINE_SECONDS = 120;

    private static final Times QUICK = new Times(
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    private LocalCluster start(int slots) {
        return LocalCluster.start(
                new LocalClusterSettings(slots, Balance.FILL, QUICK),
                machine(),
                (executor, secret, onStuck) -> new CulpritLast(new ThreadedTaskEngine(
                        new TaskEngineSettings(ExchangeSettings.local(secret), LocalResourceProvider.HOST),
                        Machine.system(),
                        Transport.tcp(),
                        onStuck::accept)),
                (name, entries) -> UserClassLoader.open(
                        name,
                        entries,
                        new ResolvePolicy(ResolveOrder.PARENT_FIRST, List.of()),
                        getClass().getClassLoader()));
    }

    /** JobMasters on it wait for the culprit of an echo without end, however busy this machine is. */
    private Machine machine() {
        Machine real = Machine.system();
        LoopStarter loops = (name, faults) -> {
            EventLoop loop = real.loops().start(name, faults);
            return name.startsWith("jobmaster-") ? new PatientLoop(loop) : loop;
        };
        return new Machine(real.clock(), loops, real.threads(), real.io(), real.chance());
    }

    private final Object heard = new Object();
    private volatile LocalCluster cluster;

    @ParameterizedTest
    @CsvSource({"2, PRODUCER", "2, CONSUMER", "1, PRODUCER", "1, CONSUMER"})
    void theUsersOwnErrorIsTheRootThoughEveryEchoIsHeardBefore(int slotsOfAnExecutor, Culprit culprit)
            throws Exception {
        cluster = start(slotsOfAnExecutor);
        try {
            for (int i = 0; i < REPEATS; i++) {
                JobView job = cluster.submit(graph(culprit)).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                assertThat(job.status()).isEqualTo(JobStatus.FAILED);
                assertThat(job.failures().get(0).cause().code()).isEqualTo(ErrorCode.USER_CODE);
                assertThat(job.failures().get(0).cause().message()).startsWith("the root of it all");
                assertThat(job.failures().subList(1, job.failures().size()))
                        .isNotEmpty()
                        .allSatisfy(failure ->
                                assertThat(failure.cause().isFollowUp()).isTrue());
            }
        } finally {
            cluster.close();
            cluster.finished().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private enum Culprit {
        PRODUCER,
        CONSUMER
    }

    private static JobGraph graph(Culprit culprit) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .flatMap(new Emitting(culprit == Culprit.PRODUCER))
                .returns(Types.LONG)
                .keyBy(number -> number % 10)
                .addSink(new Failing(culprit == Culprit.CONSUMER));
        return JobGraphCompiler.compile(environment.getStreamGraph().program(), JobID.generate());
    }

    private static void failAt(long limit, long number) {
        if (number % limit == 0) {
            throw new IllegalStateException("the root of it all");
        }
    }

    /** Puts an exception of its own around whatever goes wrong behind it, as users do. */
    private record Emitting(boolean fails) implements FlatMapFunction<Long, Long> {
        @Override
        public void flatMap(Long number, Collector<Long> out) {
            if (fails && number < Long.MAX_VALUE / 2) {
                failAt(5_000, number);
            }
            try {
                out.collect(number);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("could not emit " + number, e);
            }
        }
    }

    private record Failing(boolean fails) implements SinkFunction<Long> {
        @Override
        public void invoke(Long number, Context context) {
            if (fails && number % 10 == 3 && number < Long.MAX_VALUE / 2) {
                failAt(1, number);
            }
        }
    }

    private boolean anyTaskHasFailed(JobID job) {
        return cluster.view().jobs().stream()
                .filter(view -> view.id().equals(job))
                .flatMap(view -> view.vertices().stream())
                .flatMap(vertex -> vertex.subtasks().stream())
                .anyMatch(task -> task.state() == TaskState.FAILED);
    }

    /** Gives on the report of a task that failed by itself when another's has arrived. */
    private final class CulpritLast implements TaskEngine {
        private final TaskEngine engine;

        CulpritLast(TaskEngine engine) {
            this.engine = engine;
        }

        @Override
        public int dataPort() {
            return engine.dataPort();
        }

        @Override
        public RunningTask start(TaskPlan plan, TaskEvents events) {
            return engine.start(plan, new Held(plan.topology().jobId(), events));
        }

        @Override
        public void releaseFormer(JobTopology topology) {
            engine.releaseFormer(topology);
        }

        @Override
        public void releaseJob(JobID job) {
            engine.releaseJob(job);
        }

        @Override
        public void stop(Runnable stopped) {
            engine.stop(stopped);
        }
    }

    private final class Held implements TaskEvents {
        private final JobID job;
        private final TaskEvents to;

        Held(JobID job, TaskEvents to) {
            this.job = job;
            this.to = to;
        }

        @Override
        public void onFailed(ExecutionAttemptId attempt, FailureCause cause) {
            if (!cause.isFollowUp()) {
                awaitAnEcho();
            }
            to.onFailed(attempt, cause);
        }

        private void awaitAnEcho() {
            synchronized (heard) {
                try {
                    while (!anyTaskHasFailed(job)) {
                        heard.wait();
                    }
                } catch (InterruptedException e) {
                    // The task is given up: the test has failed.
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void onRunning(ExecutionAttemptId attempt) {
            to.onRunning(attempt);
        }

        @Override
        public void onReadyToCommit(ExecutionAttemptId attempt) {
            to.onReadyToCommit(attempt);
        }

        @Override
        public void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators) {
            to.onFinished(attempt, accumulators);
        }

        @Override
        public void onCanceled(ExecutionAttemptId attempt) {
            to.onCanceled(attempt);
        }

        @Override
        public void onCheckpointStored(
                ExecutionAttemptId attempt,
                long checkpointId,
                Payload state,
                CheckpointTimings timings,
                boolean ended) {
            to.onCheckpointStored(attempt, checkpointId, state, timings, ended);
        }

        @Override
        public void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause) {
            to.onCheckpointDeclined(attempt, checkpointId, cause);
        }

        @Override
        public void onCollector(ExecutionAttemptId attempt, String sink) {
            to.onCollector(attempt, sink);
        }

        @Override
        public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
            to.onSourceSignal(attempt, operator, signal);
        }
    }

    /** Tells after every event that a view may have changed; timers of seconds never come. */
    private final class PatientLoop implements EventLoop {
        private final EventLoop loop;

        PatientLoop(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable event) {
            loop.execute(telling(event));
        }

        @Override
        public Timer schedule(Duration delay, Runnable event) {
            return delay.toSeconds() > 0 ? () -> {} : loop.schedule(delay, telling(event));
        }

        private Runnable telling(Runnable event) {
            return () -> {
                event.run();
                synchronized (heard) {
                    heard.notifyAll();
                }
            };
        }

        @Override
        public boolean inLoop() {
            return loop.inLoop();
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
