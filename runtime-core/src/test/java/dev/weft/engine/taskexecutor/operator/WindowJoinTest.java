package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Partitioning;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.datastream.CoGroupedStreams;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.JoinedStreams;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Joins and co-groups of words by their first letter in sliding windows of 10 by 4, compared with all pairs. */
class WindowJoinTest {

    private static final long SIZE = 10;
    private static final long SLIDE = 4;

    private record Word(boolean first, String text, long timestamp) {
        String key() {
            return text.substring(0, 1);
        }

        boolean isIn(long start) {
            return start <= timestamp && timestamp < start + SIZE;
        }
    }

    private static List<Word> words(Random random) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = (char) ('a' + random.nextInt(3)) + String.valueOf(i);
            words.add(new Word(random.nextBoolean(), text, random.nextInt(50) - 20));
        }
        return words;
    }

    private static String texts(Iterable<String> words) {
        return String.join(
                "", StreamSupport.stream(words.spliterator(), false).sorted().toList());
    }

    private static List<String> run(List<Word> words, Function<List<DataStream<String>>, DataStream<String>> program) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
        DataStream<String> first = environment.fromData("first");
        DataStream<String> second = environment.fromData("second");
        program.apply(List.of(first, second)).addSink(new DiscardingSink<>());
        List<ProgramNode> nodes = environment.getStreamGraph().program().nodes();
        ProgramNode window = nodes.get(nodes.size() - 2);
        Partitioning.KeyGroups keys =
                (Partitioning.KeyGroups) window.inputs().get(0).partitioning();
        TypeInformation<?> elements =
                nodes.get(window.inputs().get(0).nodeId() - 1).outputType().orElseThrow();
        RecordingReceiver main = new RecordingReceiver();
        Operators.Built built = new Operators(new FakeTask(false))
                .build(
                        window.operation(),
                        new Operators.Position(
                                FakeTask.OPERATOR,
                                0,
                                "op",
                                List.of(Keying.of(selector(keys), Types.STRING)),
                                List.of(elements)),
                        new Emitter(main, Map.of()));
        built.open();
        for (Word word : words) {
            built.operator()
                    .record(
                            word.first() ? TaggedUnion.one(word.text()) : TaggedUnion.two(word.text()),
                            word.timestamp());
        }
        built.operator().watermark(Long.MAX_VALUE);
        main.seen.remove("w" + Long.MAX_VALUE);
        return main.seen;
    }

    @SuppressWarnings("unchecked") // takes the elements of the window
    private static KeySelector<Object, Object> selector(Partitioning.KeyGroups keys) {
        return (KeySelector<Object, Object>) keys.keySelector();
    }

    private static JoinedStreams.WithWindow<String, String, String, TimeWindow> joined(List<DataStream<String>> both) {
        return both.get(0)
                .join(both.get(1))
                .where(word -> word.substring(0, 1))
                .equalTo(word -> word.substring(0, 1))
                .window(SlidingEventTimeWindows.of(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE)));
    }

    private static CoGroupedStreams.WithWindow<String, String, String, TimeWindow> grouped(
            List<DataStream<String>> both) {
        return both.get(0)
                .coGroup(both.get(1))
                .where(word -> word.substring(0, 1))
                .equalTo(word -> word.substring(0, 1))
                .window(SlidingEventTimeWindows.of(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE)));
    }

    private static List<String> allPairs(List<Word> words) {
        List<String> pairs = new ArrayList<>();
        for (long start = -40; start < 60; start += SLIDE) {
            for (Word one : words) {
                for (Word two : words) {
                    if (one.first()
                            && !two.first()
                            && one.key().equals(two.key())
                            && one.isIn(start)
                            && two.isIn(start)) {
                        pairs.add(one.text() + two.text() + "@" + (start + SIZE - 1));
                    }
                }
            }
        }
        return pairs;
    }

    @Test
    void aJoinGivesEveryPairOfEveryWindow() {
        JoinFunction<String, String, String> join = (one, two) -> one + two;
        FlatJoinFunction<String, String, String> flatJoin = (one, two, out) -> out.collect(one + two);
        for (int seed = 0; seed < 20; seed++) {
            List<Word> words = words(new Random(seed));
            assertThat(run(words, both -> joined(both).apply(join, Types.STRING)))
                    .containsExactlyInAnyOrderElementsOf(allPairs(words));
            assertThat(run(words, both -> joined(both).apply(flatJoin, Types.STRING)))
                    .containsExactlyInAnyOrderElementsOf(allPairs(words));
        }
    }

    @Test
    void aCoGroupSeesBothSidesOfEveryKeyAndWindow() {
        CoGroupFunction<String, String, String> group =
                (ones, twos, out) -> out.collect(texts(ones) + "|" + texts(twos));
        for (int seed = 0; seed < 20; seed++) {
            List<Word> words = words(new Random(seed));
            List<String> groups = new ArrayList<>();
            for (long start = -40; start < 60; start += SLIDE) {
                for (String key : List.of("a", "b", "c")) {
                    long from = start;
                    List<Word> its = words.stream()
                            .filter(word -> word.key().equals(key) && word.isIn(from))
                            .toList();
                    if (!its.isEmpty()) {
                        groups.add(texts(its.stream()
                                        .filter(Word::first)
                                        .map(Word::text)
                                        .toList())
                                + "|"
                                + texts(its.stream()
                                        .filter(word -> !word.first())
                                        .map(Word::text)
                                        .toList())
                                + "@"
                                + (start + SIZE - 1));
                    }
                }
            }
            assertThat(run(words, both -> grouped(both).apply(group, Types.STRING)))
                    .containsExactlyInAnyOrderElementsOf(groups);
        }
    }
}
