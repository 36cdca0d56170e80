package dev.weft.state.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of windows: of a job that has run, and made for a job that will. */
@Timeout(120)
class WindowStateTest {

    private static final long NUMBERS = 100;
    private static final long LAST_BEFORE_WATERMARK = 50;
    private static final long WATERMARK = 504;

    private static CountDownLatch emitted = new CountDownLatch(0);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"hashmap, CANONICAL", "rocksdb, CANONICAL", "rocksdb, NATIVE"})
    void everyWindowThatHasNotFiredIsReadOnceWithItsContents(String backend, SavepointFormatType format)
            throws Exception {
        String savepoint = stopped(backend, format, Map.of(), NUMBERS, WindowPrograms::windows);

        assertThat(WindowPrograms.stored(SavepointReader.read(Programs.batch(backend), savepoint))
                        .executeAndCollect(10_000))
                .containsExactlyInAnyOrderElementsOf(expected());
    }

    private static List<String> expected() {
        BinaryOperator<Long> sum = Long::sum;
        List<String> lines = new ArrayList<>();
        for (long key = 0; key < WindowPrograms.KEYS; key++) {
            for (long start = 500; start < 1000; start += 100) {
                List<Long> its = numbers(key, between(start, start + 100));
                String where = " of " + key + " in " + start + "-" + (start + 100) + ": ";
                String due = ", due [" + (start + 99) + "][], seen ";
                lines.add("tumbling" + where + its.stream().reduce(0L, sum) + due + "null, fired 5");
                lines.add("elements" + where + its + due + "null, fired 5");
                lines.add("triggered" + where + its.stream().reduce(0L, sum) + due + its.size() + ", fired 5");
                lines.add("evicted" + where + mean(its) + due + "null, fired 5");
            }
            for (long start = 300; start < 1000; start += 100) {
                List<Long> its = numbers(key, between(start, start + 250));
                String where = " of " + key + " in " + start + "-" + (start + 250) + ": ";
                String due = ", due [" + (start + 249) + "][], seen null, fired 5";
                lines.add("sliding" + where + its.stream().reduce(0L, sum) + due);
                lines.add("separate" + where
                        + its.stream()
                                .reduce((before, next) -> before * 3 % 1009 + next)
                                .orElseThrow()
                        + due);
            }
            List<Long> all = numbers(key, number -> true);
            long end = all.get(all.size() - 1) * 10 + 50;
            String session = " of " + key + " in " + key * 10 + "-" + end + ": ";
            String due = ", due [" + (end - 1) + "][], seen null, fired null";
            lines.add("sessions" + session + mean(all) + due);
            lines.add("merged" + session + all + due);
            List<Long> last = all.subList(all.size() / 7 * 7, all.size());
            lines.add("counted of " + key + " in ever: " + last.stream().reduce(0L, sum)
                    + ", due [][], seen null, fired " + all.size() / 7);
        }
        return lines.stream()
                .map(line -> line.contains(": [") ? line : line.replaceFirst(": (\\d+)", ": [$1]"))
                .toList();
    }

    private static LongPredicate between(long start, long end) {
        return number -> number * 10 >= start && number * 10 < end;
    }

    private static List<Long> numbers(long key, LongPredicate which) {
        return LongStream.range(0, NUMBERS)
                .filter(number -> number % WindowPrograms.KEYS == key)
                .filter(which)
                .boxed()
                .toList();
    }

    private static long mean(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum() / numbers.size();
    }

    /** A late element begins a window again if it comes between the restore and the first watermark. */
    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aWindowThatALateElementHasBegunAgainIsRead(String backend) throws Exception {
        String before = stopped(
                backend, SavepointFormatType.CANONICAL, Map.of(), NUMBERS, WindowStateTest::withAllowedLateness);
        String after = stopped(
                backend,
                SavepointFormatType.CANONICAL,
                Map.of(
                        "execution.state-recovery.path",
                        before,
                        "execution.state-recovery.ignore-unclaimed-state",
                        "true"),
                1,
                WindowStateTest::withAllowedLateness);

        assertThat(SavepointReader.read(Programs.batch(backend), after)
                        .window(WindowPrograms.TUMBLING)
                        .reduce(
                                "late",
                                WindowPrograms.SUM,
                                new WindowPrograms.Reading<>("late"),
                                Types.LONG,
                                Types.LONG,
                                Types.STRING)
                        .executeAndCollect(1000))
                .filteredOn(line -> line.startsWith("late of 0"))
                .containsExactlyInAnyOrder(
                        "late of 0 in 0-100: [0], due [99][], seen null, fired null",
                        "late of 0 in 400-500: [135], due [][], seen null, fired null",
                        "late of 0 in 500-600: [162], due [599][], seen null, fired null",
                        "late of 0 in 600-700: [258], due [699][], seen null, fired null",
                        "late of 0 in 700-800: [225], due [799][], seen null, fired null",
                        "late of 0 in 800-900: [252], due [899][], seen null, fired null",
                        "late of 0 in 900-1000: [378], due [999][], seen null, fired null");
    }

    private static DataStream<?> withAllowedLateness(DataStream<Long> numbers) {
        return numbers.keyBy(number -> number % WindowPrograms.KEYS, Types.LONG)
                .window(WindowPrograms.TUMBLING)
                .allowedLateness(Duration.ofMillis(50))
                .reduce(WindowPrograms.SUM)
                .uid("late");
    }

    /** A job that is stopped with a savepoint when it has taken in so many numbers. */
    private String stopped(
            String backend,
            SavepointFormatType format,
            Map<String, String> more,
            long count,
            Function<DataStream<Long>, DataStream<?>> program)
            throws Exception {
        emitted = new CountDownLatch((int) count);
        Map<String, String> settings = new HashMap<>(more);
        settings.put("execution.checkpointing.interval", "1 h");
        StreamExecutionEnvironment env = Programs.environment(backend, settings);
        DataStream<Long> numbers = env.fromSource(
                        new GatedNumbers(0, 10 * count, (int) count),
                        WindowPrograms.timeOf(LAST_BEFORE_WATERMARK, WATERMARK),
                        "numbers",
                        Types.LONG)
                .setParallelism(1)
                .uid(count + " numbers")
                .map(number -> {
                    emitted.countDown();
                    return number;
                })
                .returns(Types.LONG)
                .setParallelism(1)
                .uid("gate");
        program.apply(numbers).addSink(new DiscardingSink<>());
        JobClient client = env.executeAsync();
        emitted.await();
        String savepoint =
                client.stopWithSavepoint(false, address("stopped"), format).get(60, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        return savepoint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aJobGoesOnFromWindowsThatWereMadeAsIfItHadMadeThemItself(String backend) throws Exception {
        String savepoint = address("made");
        StreamExecutionEnvironment env = Programs.batch(backend);
        SavepointWriter writer = SavepointWriter.newSavepoint(env, Programs.MAX_PARALLELISM);
        WindowPrograms.made(numbers(env, 0, NUMBERS / 2))
                .forEach((uid, windows) -> writer.withOperator(OperatorIdentifier.forUid(uid), windows));
        writer.write(savepoint);
        env.execute();

        List<String> whole = run(Programs.environment(backend, Map.of()), 0, NUMBERS);
        List<String> countedBefore = run(Programs.environment(backend, Map.of()), 0, NUMBERS / 2).stream()
                .filter(line -> line.startsWith("counted"))
                .toList();
        List<String> rest = run(
                Programs.environment(backend, Map.of("execution.state-recovery.path", savepoint)),
                NUMBERS / 2,
                NUMBERS);

        assertThat(countedBefore).isNotEmpty();
        List<String> both = new ArrayList<>(rest);
        both.addAll(countedBefore);
        assertThat(both).containsExactlyInAnyOrderElementsOf(whole);
    }

    private static List<String> run(StreamExecutionEnvironment env, long from, long to) throws Exception {
        return WindowPrograms.windows(numbers(env, from, to)).executeAndCollect(10_000);
    }

    private static DataStream<Long> numbers(StreamExecutionEnvironment env, long from, long to) {
        Long[] all = LongStream.range(from, to).boxed().toArray(Long[]::new);
        return env.fromData(Types.LONG, all)
                .uid("numbers from " + from + " to " + to)
                .assignTimestampsAndWatermarks(WindowPrograms.timeOf(-1, 0))
                .uid("times from " + from)
                .setParallelism(1);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws Exception {
        String savepoint = address("made");
        StreamExecutionEnvironment env = Programs.batch("hashmap");
        SavepointWriter writer = SavepointWriter.newSavepoint(env, Programs.MAX_PARALLELISM);
        WindowPrograms.made(numbers(env, 0, NUMBERS / 2))
                .forEach((uid, windows) -> writer.withOperator(OperatorIdentifier.forUid(uid), windows));
        writer.write(savepoint);
        env.execute();
        SavepointReader reader = SavepointReader.read(Programs.batch("hashmap"), savepoint);
        WindowSavepointReader<TimeWindow> tumbling = reader.window(WindowPrograms.TUMBLING);

        assertThatThrownBy(() -> tumbling.process(
                        "tumbling", new WindowPrograms.Reading<>(""), Types.LONG, Types.LONG, Types.STRING))
                .hasMessage("the windows of operator 'tumbling' at " + savepoint
                        + " do not keep their elements: read them by reduce or aggregate, without evictor()");
        assertThatThrownBy(() -> tumbling.reduce("elements", WindowPrograms.SUM, Types.LONG, Types.LONG))
                .hasMessage(
                        "the windows of operator 'elements' at " + savepoint
                                + " keep their elements: read them by process, or begin with evictor() if the job has an evictor");
        assertThatThrownBy(() -> reader.window(new TimeWindow.Serializer())
                        .reduce("sliding", WindowPrograms.SUM, Types.LONG, Types.LONG))
                .hasMessage("of the windows of operator 'sliding' at " + savepoint + " only the ends are stored: give"
                        + " window() the job's tumbling or sliding assigner, not a serializer of windows");
        assertThatThrownBy(() -> reader.window(TumblingEventTimeWindows.of(Duration.ofMillis(70)))
                        .reduce("tumbling", WindowPrograms.SUM, Types.LONG, Types.LONG)
                        .executeAndCollect(100))
                .hasStackTraceContaining("give the assigner that the job has");
        assertThatThrownBy(() -> tumbling.reduce("nothing", WindowPrograms.SUM, Types.LONG, Types.LONG))
                .hasMessageContaining("has no state of operator 'nothing'");
    }

    private String address(String name) {
        return directory.resolve(name).toUri().toString();
    }
}
