package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.streaming.api.datastream.AsyncDataStream;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.async.RichAsyncFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Async functions in whole programs; results come from other threads. */
@Timeout(30)
class LocalAsyncTest {

    private static final Queue<Long> RESULTS = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void reset() {
        RESULTS.clear();
    }

    private static DataStream<Long> doubled(DataStream<Long> numbers, boolean ordered) {
        return ordered
                ? AsyncDataStream.orderedWait(numbers, new Doubling(), 20, TimeUnit.SECONDS, 7)
                : AsyncDataStream.unorderedWait(numbers, new Doubling(), 20, TimeUnit.SECONDS, 7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoAsyncFunctionsInOneChainLoseNothing(boolean ordered) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        DataStream<Long> numbers = environment.fromSequence(1, 5000);
        doubled(doubled(numbers, ordered), ordered).addSink(new Collecting());
        environment.execute();
        List<Long> expected =
                LongStream.rangeClosed(1, 5000).mapToObj(n -> 4 * n).toList();
        if (ordered) {
            assertThat(RESULTS).containsExactlyElementsOf(expected);
        } else {
            assertThat(RESULTS).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void anAsyncFunctionBehindASourceFunctionHasATaskOfItsOwn() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        doubled(environment.addSource(new Counting()), true).addSink(new Collecting());
        environment.execute();
        assertThat(RESULTS)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).mapToObj(n -> 2 * n).toList());
    }

    private static final class Counting implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> context) {
            for (long n = 1; n <= 500; n++) {
                context.collect(n);
            }
        }

        @Override
        public void cancel() {}
    }

    private static final class Doubling extends RichAsyncFunction<Long, Long> {
        private transient ExecutorService others;

        @Override
        public void open(OpenContext context) {
            others = Executors.newFixedThreadPool(3);
        }

        @Override
        public void asyncInvoke(Long input, ResultFuture<Long> future) {
            others.execute(() -> future.complete(List.of(2 * input)));
        }

        @Override
        public void close() {
            others.shutdownNow();
        }
    }

    private static final class Collecting implements SinkFunction<Long> {
        @Override
        public void invoke(Long value, Context context) {
            RESULTS.add(value);
        }
    }
}
