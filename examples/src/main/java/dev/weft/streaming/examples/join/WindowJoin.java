package dev.weft.streaming.examples.join;

import static dev.weft.streaming.examples.options.ProgramOptions.EXECUTION_MODE;
import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.connector.datagen.source.DataGeneratorSource;
import dev.weft.connector.datagen.source.GeneratorFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import java.time.Duration;
import java.util.List;

/**
 * Pairs every grade of a person with every salary of the same person in the same window.
 *
 * <p>Options: {@code --windowSize milliseconds} (default 2000), {@code --rate} records a second in each stream (default 3,
 * which is also how fast their time goes), {@code --count} of records in each stream (default: endless), {@code --output
 * directory}, {@code --execution-mode}.
 */
public class WindowJoin {
    private static final String WINDOW_SIZE = "windowSize";
    private static final String RATE = "rate";
    private static final String COUNT = "count";
    private static final List<String> OPTIONS = List.of(WINDOW_SIZE, RATE, COUNT, OUTPUT, EXECUTION_MODE);

    private WindowJoin() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("WindowJoin", OPTIONS, args);
        options.checkFiles();
        long windowMs = options.number(WINDOW_SIZE, 1, Integer.MAX_VALUE).orElse(2000);
        long rate = options.number(RATE, 1, 1000).orElse(3);
        long count = options.number(COUNT, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);

        StreamExecutionEnvironment env = options.environment();
        DataStream<Grade> grades = env.fromSource(
                        source(new People.Grades(1000 / rate), count, rate, Grade.class),
                        WatermarkStrategy.<Grade>forMonotonousTimestamps()
                                .withTimestampAssigner((grade, before) -> grade.time()),
                        "grades")
                .setParallelism(1);
        DataStream<Salary> salaries = env.fromSource(
                        source(new People.Salaries(1000 / rate), count, rate, Salary.class),
                        WatermarkStrategy.<Salary>forMonotonousTimestamps()
                                .withTimestampAssigner((salary, before) -> salary.time()),
                        "salaries")
                .setParallelism(1);

        Results.of(join(grades, salaries, Duration.ofMillis(windowMs)), options.output());
        env.execute("WindowJoin");
    }

    private static <T> DataGeneratorSource<T> source(
            GeneratorFunction<Long, T> generator, long count, long rate, Class<T> type) {
        return new DataGeneratorSource<>(
                generator, count, RateLimiterStrategy.perSecond(rate), TypeInformation.of(type));
    }

    /** Name, grade and salary of every pair. */
    private static DataStream<Tuple3<String, Integer, Integer>> join(
            DataStream<Grade> grades, DataStream<Salary> salaries, Duration window) {
        return grades.join(salaries)
                .where(Grade::name)
                .equalTo(Salary::name)
                .window(TumblingEventTimeWindows.of(window))
                .apply(
                        (grade, salary) -> Tuple3.of(grade.name(), grade.grade(), salary.salary()),
                        new TypeHint<Tuple3<String, Integer, Integer>>() {}.getTypeInfo());
    }
}
