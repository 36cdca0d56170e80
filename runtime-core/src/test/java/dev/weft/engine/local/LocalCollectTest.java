package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.execution.JobClient;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.DataStreamUtils;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.CloseableIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that come back to the program that runs the job. */
@Timeout(30)
@SuppressWarnings("try") // closing may be interrupted
class LocalCollectTest {

    private static final AtomicLong MAPPED = new AtomicLong();

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);

    private static List<Long> numbers(long until) {
        return LongStream.rangeClosed(1, until).boxed().toList();
    }

    @Test
    void allElementsComeBackHoweverManyThereAre() throws Exception {
        List<Long> all = new ArrayList<>();
        try (CloseableIterator<Long> results =
                environment.fromSequence(1, 300_000).executeAndCollect("collect")) {
            results.forEachRemaining(all::add);
        }
        all.sort(null);
        assertThat(all.equals(numbers(300_000))).isTrue();
    }

    @Test
    void aStreamWithoutElementsGivesNone() throws Exception {
        DataStream<Long> none = environment.fromSequence(1, 10).filter(number -> false);
        assertThat(none.executeAndCollect(5)).isEmpty();
    }

    @Test
    void theFirstElementsOfAnEndlessStreamAreEnough() throws Exception {
        MAPPED.set(0);
        DataStream<Long> endless = environment
                .fromSequence(1, Long.MAX_VALUE)
                .setParallelism(1)
                .map(number -> {
                    MAPPED.incrementAndGet();
                    return number;
                })
                .returns(Types.LONG)
                .setParallelism(1);
        assertThat(endless.executeAndCollect(1000)).isEqualTo(numbers(1000));
        // what is not fetched waits in the job, which waits too
        assertThat(MAPPED.get()).isLessThan(2_000_000);
    }

    @Test
    void severalStreamsOfOneProgramCanBeCollected() throws Exception {
        DataStream<Long> numbers = environment.fromSequence(1, 1000);
        DataStream.Collector<Long> even = new DataStream.Collector<>();
        numbers.filter(number -> number % 2 == 0).collectAsync(even);
        CloseableIterator<Long> odd = numbers.filter(number -> number % 2 == 1).collectAsync();
        assertThatThrownBy(odd::hasNext).hasMessageContaining("the program does not run");
        JobClient client = environment.executeAsync();
        List<Long> all = new ArrayList<>();
        odd.forEachRemaining(all::add);
        assertThat(all).hasSize(500);
        even.getOutput().forEachRemaining(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(1000));
        JobExecutionResult result = client.getJobExecutionResult().get();
        assertThat(result.getAllAccumulatorResults()).isEmpty();
        assertThat(result.toString()).doesNotContain("Accumulator");
        assertThat(client.getAccumulators().get()).isEmpty();
    }

    @Test
    void theFailureOfTheJobIsThatOfTheIterator() throws Exception {
        DataStream<Long> failing = environment
                .fromSequence(1, 1000)
                .map(number -> {
                    if (number == 700) {
                        throw new IllegalStateException("number " + number);
                    }
                    return number;
                })
                .returns(Types.LONG);
        try (CloseableIterator<Long> results = failing.executeAndCollect()) {
            assertThatThrownBy(() -> results.forEachRemaining(number -> {}))
                    .hasMessageContaining("has not finished")
                    .hasMessageContaining("number 700");
        }
    }

    @Test
    void aProgramNeedsNoSink() throws Exception {
        MAPPED.set(0);
        environment.fromSequence(1, 100).map(number -> MAPPED.incrementAndGet()).returns(Types.LONG);
        environment.execute();
        assertThat(MAPPED.get()).isEqualTo(100);
    }

    @Test
    void whatIsKeyedAlreadyNeedsNoShuffle() throws Exception {
        KeyedStream<Long, Long> keyed = environment.fromSequence(1, 1000).keyBy(number -> number % 10);
        DataStream<Tuple2<Long, Long>> sums = keyed.reduce(Long::sum)
                .map(sum -> Tuple2.of(sum % 10, sum))
                .returns(Types.TUPLE(Types.LONG, Types.LONG));
        DataStream<Tuple2<Long, Long>> again = DataStreamUtils.reinterpretAsKeyedStream(
                        keyed.map(number -> Tuple2.of(number % 10, 1L)).returns(Types.TUPLE(Types.LONG, Types.LONG)),
                        pair -> pair.f0)
                .sum(1);
        assertThat(sums.getType()).isNotNull();
        List<Tuple2<Long, Long>> counts = DataStreamUtils.collectBoundedStream(again, "again");
        assertThat(counts).hasSize(1000).contains(Tuple2.of(7L, 100L), Tuple2.of(0L, 100L));
    }

    @Test
    void elementsInAWrongTaskFailTheJob() {
        DataStream<Long> wrong = DataStreamUtils.reinterpretAsKeyedStream(
                        environment.fromSequence(1, 1000), number -> number % 10)
                .sum(0);
        assertThatThrownBy(() -> wrong.executeAndCollect(2000)).hasMessageContaining("key");
    }
}
