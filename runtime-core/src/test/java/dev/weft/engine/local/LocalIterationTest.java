package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.execution.JobClient;
import dev.weft.streaming.api.datastream.IterativeStream;
import dev.weft.streaming.api.datastream.IterativeStream.ConnectedIterativeStreams;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Iterations in whole programs. */
@Timeout(30)
class LocalIterationTest {

    private static final Queue<Tuple2<Long, Integer>> RESULTS = new ConcurrentLinkedQueue<>();

    private static volatile CountDownLatch allThere;

    @BeforeEach
    void reset() {
        RESULTS.clear();
    }

    /** The loop has no longest wait: it goes on until the job is cancelled, however long a busy machine lets it pause. */
    private static void runUntilThereAre(int results, StreamExecutionEnvironment environment) throws Exception {
        allThere = new CountDownLatch(results);
        JobClient job = environment.executeAsync();
        allThere.await();
        job.cancel().get();
        assertThat(RESULTS).hasSize(results);
    }

    /** Halves a number until it is 1 and counts how often. */
    private static Tuple2<Long, Integer> halved(Tuple2<Long, Integer> number) {
        return Tuple2.of(number.f0 / 2, number.f1 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsGivenBackGoesThroughTheLoopUntilItLeaves(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        IterativeStream<Tuple2<Long, Integer>> loop = environment
                .fromSequence(1, 1000)
                .map(number -> Tuple2.of(number, 0))
                .returns(Types.TUPLE(Types.LONG, Types.INT))
                .iterate();
        SingleOutputStreamOperator<Tuple2<Long, Integer>> step =
                loop.map(LocalIterationTest::halved).returns(Types.TUPLE(Types.LONG, Types.INT));
        loop.closeWith(step.filter(number -> number.f0 > 1));
        step.filter(number -> number.f0 <= 1).addSink(new Collecting());
        runUntilThereAre(1000, environment);
        assertThat(RESULTS.stream().mapToInt(result -> result.f1).max()).hasValue(9);
    }

    @Test
    void aLoopMayGiveBackAnotherTypeThanItTakes() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        ConnectedIterativeStreams<Long, Tuple2<Long, Integer>> loop =
                environment.fromSequence(1, 100).iterate().withFeedbackType(Types.TUPLE(Types.LONG, Types.INT));
        SingleOutputStreamOperator<Tuple2<Long, Integer>> step =
                loop.map(new HalvingBoth()).returns(Types.TUPLE(Types.LONG, Types.INT));
        loop.closeWith(step.filter(number -> number.f0 > 1));
        step.filter(number -> number.f0 <= 1).addSink(new Collecting());
        runUntilThereAre(100, environment);
    }

    @Test
    void anIterationThatIsNeverClosedIsRefused() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment.fromSequence(1, 10).iterate(1).print();
        assertThatThrownBy(environment::execute).hasMessageContaining("never closed: call closeWith(...)");
    }

    @Test
    void aStreamFromElsewhereCannotBeGivenBack() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        IterativeStream<Long> loop = environment.fromSequence(1, 10).iterate(1);
        assertThatThrownBy(() -> loop.closeWith(environment.fromSequence(1, 10)))
                .hasMessageContaining("an iteration that it does not come from");
        assertThatThrownBy(() -> loop.closeWith(
                        loop.map(number -> number).returns(Types.LONG).setParallelism(1)))
                .hasMessageContaining("with parallelism 1 cannot be given back to an iteration with parallelism 2");
    }

    @Test
    void anIterationRunsAsAStream() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        IterativeStream<Long> loop = environment.fromSequence(1, 10).iterate(1);
        loop.closeWith(loop.filter(number -> false)).print();
        assertThatThrownBy(environment::execute)
                .hasMessageContaining("'Iteration Head' is unbounded, so the program cannot run in BATCH mode");
    }

    private static final class HalvingBoth
            implements CoMapFunction<Long, Tuple2<Long, Integer>, Tuple2<Long, Integer>> {
        @Override
        public Tuple2<Long, Integer> map1(Long value) {
            return halved(Tuple2.of(value, 0));
        }

        @Override
        public Tuple2<Long, Integer> map2(Tuple2<Long, Integer> value) {
            return halved(value);
        }
    }

    private static final class Collecting implements SinkFunction<Tuple2<Long, Integer>> {
        @Override
        public void invoke(Tuple2<Long, Integer> value, Context context) {
            RESULTS.add(value);
            allThere.countDown();
        }
    }
}
