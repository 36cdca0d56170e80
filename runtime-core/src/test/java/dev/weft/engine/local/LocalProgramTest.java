package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobStatus;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.core.execution.JobClient;
import dev.weft.engine.common.WeftException;
import dev.weft.runtime.client.JobCancellationException;
import dev.weft.runtime.client.JobExecutionException;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs as a user starts them from an IDE: through the environment, in this process. */
@Timeout(30)
class LocalProgramTest {

    private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();
    private static CountDownLatch mapping = new CountDownLatch(1);

    @BeforeEach
    void reset() {
        COUNTS.clear();
        mapping = new CountDownLatch(1);
    }

    private static void wordCount(StreamExecutionEnvironment environment) {
        environment
                .fromData("to be or not to be", "that is the question", "to be")
                .flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
                    for (String word : line.split(" ")) {
                        out.collect(Tuple2.of(word, 1));
                    }
                })
                .returns(Types.TUPLE(Types.STRING, Types.INT))
                .keyBy(pair -> pair.f0)
                .sum(1)
                .addSink(new Collecting());
    }

    @Test
    void aTaskWithoutMemoryIsToldWhatThisJvmHas() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, 3)
                .map(number -> {
                    if (number == 2) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return number;
                })
                .returns(Types.LONG)
                .name("hungry")
                .print();
        assertThatThrownBy(environment::execute)
                .hasMessageContaining("java.lang.OutOfMemoryError: Java heap space in operator 'hungry'")
                .hasMessageContaining("the heap of this JVM is full at ")
                .hasMessageContaining("raise -Xmx")
                .hasMessageNotContaining("taskmanager");
    }

    @Test
    void aStateBackendThatIsNotThereIsToldBeforeTheJobStarts() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(
                new Configuration().set(StateBackendOptions.STATE_BACKEND, "hashmpa"));
        wordCount(environment);
        assertThatThrownBy(environment::execute)
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("state.backend.type is 'hashmpa'; installed here are hashmap");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void wordsAreCountedAtAnyParallelism(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        wordCount(environment);
        JobExecutionResult result = environment.execute("words");
        assertThat(COUNTS)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("to", 3, "be", 3, "or", 1, "not", 1, "that", 1, "is", 1, "the", 1, "question", 1));
        assertThat(result.getNetRuntime()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anyRichFunctionOnAKeyedStreamHasStateOfItsKey(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        environment
                .fromSequence(1, 1000)
                .keyBy(number -> number % 7)
                .map(new CountingOfKey())
                .addSink(new Collecting());
        environment.execute("counts of keys");
        Map<String, Integer> expected = new HashMap<>();
        for (long number = 1; number <= 1000; number++) {
            expected.merge("key " + number % 7, 1, Integer::sum);
        }
        assertThat(COUNTS).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static final class CountingOfKey extends RichMapFunction<Long, Tuple2<String, Integer>> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Integer> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
        }

        @Override
        public Tuple2<String, Integer> map(Long number) throws IOException {
            Integer before = count.value();
            count.update(before == null ? 1 : before + 1);
            return Tuple2.of("key " + number % 7, count.value());
        }
    }

    @Test
    void accumulatorsComeBackWithTheResult() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(3);
        environment.fromSequence(1, 100).map(new CountingMap()).addSink(new Discarding<>());
        JobExecutionResult result = environment.execute();
        assertThat(result.getIntCounterResult("seen")).isEqualTo(100);
    }

    /** Written by tasks; reading it back fails. */
    private static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("nobody reads this");
        }
    }

    /** An accumulator whose result cannot be deserialized. */
    private static final class UnreadableResult implements Accumulator<Long, Unreadable> {
        private static final long serialVersionUID = 1L;

        @Override
        public void add(Long value) {}

        @Override
        public Unreadable getLocalValue() {
            return new Unreadable();
        }

        @Override
        public void resetLocal() {}

        @Override
        public void merge(Accumulator<Long, Unreadable> other) {}

        @Override
        public Accumulator<Long, Unreadable> clone() {
            return new UnreadableResult();
        }
    }

    private static final class UnreadableMap extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("unreadable", new UnreadableResult());
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    @Test
    void anAccumulatorThatCannotBeReadFailsOnlyThoseWhoAskForIt() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, 100)
                .map(new CountingMap())
                .map(new UnreadableMap())
                .addSink(new Discarding<>());
        JobExecutionResult result = environment.execute();
        assertThat(result.getIntCounterResult("seen")).isEqualTo(100);
        assertThatThrownBy(() -> result.getAccumulatorResult("unreadable"))
                .hasMessage("accumulator 'unreadable' cannot be read back: java.io.InvalidObjectException: nobody reads"
                        + " this");
    }

    @Test
    void theFailureOfUserCodeIsThatOfExecute() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment
                .fromSequence(1, 1000)
                .map(number -> {
                    if (number == 500) {
                        throw new IllegalStateException("the number is " + number);
                    }
                    return number;
                })
                .returns(Types.LONG)
                .addSink(new Discarding<>());
        assertThatThrownBy(() -> environment.execute("fails"))
                .hasMessageContaining("job 'fails' failed in")
                .hasMessageContaining("the number is 500")
                .hasStackTraceContaining(getClass().getSimpleName());
    }

    private static final class RefusedNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long number;

        RefusedNumber(long number) {
            super("no to " + number, new IOException("the disk is full"));
            this.number = number;
        }
    }

    private static Long refuse(Long number) {
        throw new RefusedNumber(number);
    }

    @Test
    void theProgramsOwnExceptionIsAmongTheCausesOfTheFailure() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(5, 5)
                .map(LocalProgramTest::refuse)
                .returns(Types.LONG)
                .addSink(new Discarding<>());
        assertThatThrownBy(() -> environment.execute("refuses"))
                .isInstanceOfSatisfying(JobExecutionException.class, failed -> {
                    assertThat(failed.getStackTrace())
                            .as("where the program called execute()")
                            .anyMatch(frame -> frame.getClassName().startsWith(LocalProgramTest.class.getName()));
                    assertThat(failed.getCause()).isInstanceOfSatisfying(RefusedNumber.class, refused -> {
                        assertThat(refused.number).isEqualTo(5);
                        assertThat(refused).hasMessage("no to 5");
                        assertThat(refused.getStackTrace()[0].getMethodName()).isEqualTo("refuse");
                    });
                    assertThat(failed.getCause().getCause())
                            .isExactlyInstanceOf(IOException.class)
                            .hasMessage("the disk is full");
                });
    }

    @Test
    void aRunningProgramCanBeCancelled() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .map(number -> {
                    mapping.countDown();
                    return number;
                })
                .returns(Types.LONG)
                .addSink(new Discarding<>());
        JobClient client = environment.executeAsync("endless");
        assertThat(mapping.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        client.cancel().get();
        assertThatThrownBy(() -> client.getJobExecutionResult().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(JobCancellationException.class)
                .hasMessageContaining("job 'endless' was cancelled");
        assertThat(client.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void theProcessLivesAsLongAsAJobThatNobodyWaitsFor() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.fromSequence(1, Long.MAX_VALUE).addSink(new Discarding<>());
        JobClient client = environment.executeAsync("nobody waits");
        Thread keeper = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.getName().equals("job 'nobody waits'"))
                .findFirst()
                .orElseThrow();
        client.cancel().get();
        keeper.join();
        assertThat(client.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);
    }

    private static final class CountingMap extends RichMapFunction<Long, Long> {
        private final IntCounter seen = new IntCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("seen", seen);
        }

        @Override
        public Long map(Long value) {
            seen.add(1);
            return value;
        }
    }

    private static final class Collecting implements SinkFunction<Tuple2<String, Integer>> {
        @Override
        public void invoke(Tuple2<String, Integer> value, Context context) {
            COUNTS.merge(value.f0, value.f1, Math::max);
        }
    }

    private static final class Discarding<T> implements SinkFunction<T> {
        @Override
        public void invoke(T value, Context context) {}
    }
}
