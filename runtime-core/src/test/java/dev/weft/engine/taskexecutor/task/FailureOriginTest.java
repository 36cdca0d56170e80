package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.FailureOrigin.LostConsumer;
import dev.weft.engine.protocol.FailureOrigin.LostProducer;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.LittleJob.Vertex;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tasks report follow-up failures. */
@Timeout(30)
class FailureOriginTest {

    private static CountDownLatch closing;

    private final Secret secret = Secret.random();
    private final List<ThreadedTaskEngine> engines = IntStream.range(0, 3)
            .mapToObj(i -> new ThreadedTaskEngine(
                    new TaskEngineSettings(ExchangeSettings.local(secret), "localhost"),
                    Machine.system(),
                    Transport.tcp(),
                    message -> {}))
            .toList();

    @AfterEach
    void close() {
        engines.forEach(ThreadedTaskEngine::close);
    }

    private static ExecutionAttemptId attempt(Vertex vertex) {
        return new ExecutionAttemptId(vertex.id(), 0, 0, 1);
    }

    private static FailureOrigin originOf(LittleJob.Run run, Vertex vertex) {
        FailureCause cause = run.events().failures().get(attempt(vertex));
        assertThat(cause.code()).isEqualTo(cause.isFollowUp() ? ErrorCode.CONNECTION_LOST : ErrorCode.USER_CODE);
        return cause.origin();
    }

    private static Operation.SinkFunctionCall nowhere() {
        return new Operation.SinkFunctionCall(new SinkFunction<Long>() {
            private static final long serialVersionUID = 1L;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void neighboursOfAFailedTaskNameIt(int executors) {
        LittleJob job = new LittleJob();
        MapFunction<Long, Long> failing = value -> {
            throw new IllegalArgumentException("root cause");
        };
        Vertex source = job.numbers("numbers", 1, 0, 10_000_000);
        Vertex middle = job.vertex("middle", 1);
        Vertex last = job.vertex("last", 1);
        source.to(middle, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        middle.then(new Operation.Map(failing), Types.LONG)
                .to(last, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        last.then(nowhere(), Types.LONG);
        List<String> names = List.of("numbers", "middle", "last");
        LittleJob.Run run = job.start(engines, (vertex, subtask) -> names.indexOf(vertex) % executors);
        run.events().awaitAllEnded();
        assertThat(originOf(run, source)).isEqualTo(new LostConsumer(attempt(middle)));
        assertThat(originOf(run, middle)).isEqualTo(FailureOrigin.OWN);
        assertThat(originOf(run, last)).isEqualTo(new LostProducer(attempt(middle)));
    }

    /** What the user's code makes of an exception that comes out of its collector. */
    private enum Habit {
        LET_PASS,
        WRAP,
        REPLACE,
        SWALLOW
    }

    @ParameterizedTest
    @CsvSource({
        "LET_PASS, 1",
        "WRAP, 1",
        "REPLACE, 1",
        "SWALLOW, 1",
        "LET_PASS, 2",
        "WRAP, 2",
        "REPLACE, 2",
        "SWALLOW, 2"
    })
    void aLostConsumerIsTheReasonWhateverTheUsersCodeMakesOfIt(Habit habit, int executors) {
        LittleJob job = new LittleJob();
        FlatMapFunction<Long, Long> emitting = (value, out) -> {
            try {
                out.collect(value);
            } catch (RuntimeException e) {
                switch (habit) {
                    case LET_PASS -> throw e;
                    case WRAP -> throw new IllegalStateException("could not emit", new RuntimeException(e));
                    case REPLACE -> throw new IllegalStateException("could not emit");
                    case SWALLOW -> {
                        // and goes on
                    }
                }
            }
        };
        MapFunction<Long, Long> failing = value -> {
            throw new IllegalArgumentException("root cause");
        };
        Vertex first = job.numbers("numbers", 1, 0, 300_000);
        Vertex last = job.vertex("last", 1);
        first.then(new Operation.FlatMap(emitting), Types.LONG)
                .to(last, ShipStrategy.FORWARD, new Partitioning.Forward(), 0);
        last.then(new Operation.Map(failing), Types.LONG).then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(engines, (vertex, subtask) -> vertex.equals("last") ? executors - 1 : 0);
        run.events().awaitAllEnded();
        assertThat(originOf(run, first)).isEqualTo(new LostConsumer(attempt(last)));
        assertThat(originOf(run, last)).isEqualTo(FailureOrigin.OWN);
    }

    /** Fails, and takes its time to close. */
    private static final class SlowToClose extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            throw new IllegalStateException("root cause");
        }

        @Override
        public void close() throws Exception {
            closing.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aCancellationAfterTheFailureDoesNotCoverItUp() throws Exception {
        closing = new CountDownLatch(1);
        LittleJob job = new LittleJob();
        Vertex vertex = job.numbers("numbers", 1, 0, 10);
        vertex.then(new Operation.Map(new SlowToClose()), Types.LONG).then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(engines);
        assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
        run.cancelAll();
        run.events().awaitState(attempt(vertex), TaskState.FAILED);
        assertThat(run.events().failures().get(attempt(vertex)).message()).startsWith("root cause");
    }

    /** Fails when the process is ending, as functions do whose libraries are closed then. */
    private static final class FailingAtTheEnd implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            closing.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("connection pool is shut down", e);
            }
            return value;
        }
    }

    @Test
    void whatFailsBecauseTheProcessEndsIsNotTheTasksOwnFailure() throws Exception {
        closing = new CountDownLatch(1);
        LittleJob job = new LittleJob();
        Vertex vertex = job.numbers("numbers", 1, 0, 10);
        vertex.then(new Operation.Map(new FailingAtTheEnd()), Types.LONG).then(nowhere(), Types.LONG);
        LittleJob.Run run = job.start(engines);
        assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
        engines.forEach(engine -> engine.systemExitHook().onShutdown());
        run.events().awaitState(attempt(vertex), TaskState.CANCELED);
        assertThat(run.events().failures()).isEmpty();
    }
}
