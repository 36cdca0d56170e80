package dev.weft.streaming.examples.async;

import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.connector.datagen.source.DataGeneratorSource;
import dev.weft.streaming.api.datastream.AsyncDataStream;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.async.RichAsyncFunction;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a service about every number of a stream without waiting for one answer before the next question.
 *
 * <p>Options: {@code --waitMode} ordered or unordered (default ordered), {@code --capacity} of questions under way in an
 * instance (default 100), {@code --timeout duration} of an answer (default 10 s), {@code --maxCount} of numbers (default:
 * endless), {@code --output directory}.
 */
public class AsyncIOExample {
    private static final String WAIT_MODE = "waitMode";
    private static final String CAPACITY = "capacity";
    private static final String TIMEOUT = "timeout";
    private static final String MAX_COUNT = "maxCount";
    private static final List<String> OPTIONS = List.of(WAIT_MODE, CAPACITY, TIMEOUT, MAX_COUNT, OUTPUT);

    /** Whether answers leave in the order of their questions. */
    private enum WaitMode {
        ORDERED,
        UNORDERED
    }

    private AsyncIOExample() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("AsyncIOExample", OPTIONS, args);
        options.checkFiles();
        WaitMode mode = options.choice(WAIT_MODE, WaitMode.class).orElse(WaitMode.ORDERED);
        int capacity = (int) options.number(CAPACITY, 1, 1_000_000).orElse(100);
        long timeoutMs =
                options.duration(TIMEOUT).orElse(Duration.ofSeconds(10)).toMillis();

        StreamExecutionEnvironment env = options.environment();
        DataGeneratorSource<Integer> source = new DataGeneratorSource<>(
                Long::intValue, options.number(MAX_COUNT, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE), Types.INT);
        DataStream<Integer> numbers = env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                .setParallelism(1);

        DataStream<String> answers = mode == WaitMode.ORDERED
                ? AsyncDataStream.orderedWait(numbers, new Asking(), timeoutMs, TimeUnit.MILLISECONDS, capacity)
                : AsyncDataStream.unorderedWait(numbers, new Asking(), timeoutMs, TimeUnit.MILLISECONDS, capacity);

        Results.of(answers, options.output());
        env.execute("AsyncIOExample: " + mode);
    }

    /** Asks once a record. */
    static final class Asking extends RichAsyncFunction<Integer, String> {
        private static final long serialVersionUID = 1L;

        private transient SlowService service;

        @Override
        public void open(OpenContext context) {
            service = new SlowService();
        }

        @Override
        public void asyncInvoke(Integer number, ResultFuture<String> answer) {
            service.squareOf(number).whenComplete((square, failure) -> {
                if (failure == null) {
                    answer.complete(List.of("the square of " + number + " is " + square));
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        }

        @Override
        public void close() {
            if (service != null) {
                service.close();
            }
        }
    }
}
