package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.DataStreamUtils;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.util.Collector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions with one value per key, on every backend, with restarts and rescaling in between. */
final class KeyedFunctionsRestartTest {

    /** An element with its key in front. */
    private static Tuple3<Long, Long, Long> row(long value) {
        return Tuple3.of(Steps.key(value), Steps.measure(value), value);
    }

    private static <IN> List<Step<IN>> steps(Backend backend, Function<Long, IN> made) {
        return Steps.random(5, backend.steps()).stream()
                .filter(step -> step instanceof Step.Element)
                .<Step<IN>>map(step -> {
                    Step.Element<Long> element = (Step.Element<Long>) step;
                    return new Step.Element<>(made.apply(element.value()), element.timestamp());
                })
                .toList();
    }

    private static <IN, OUT> void check(
            Backend backend, OperatorRestartTester<IN, OUT> tester, List<Step<IN>> steps, Function<IN, OUT> model)
            throws Exception {
        List<Emitted<OUT>> emitted = backend.run(tester, steps, 3);
        for (int i = 0; i < steps.size(); i++) {
            IN value = ((Step.Element<IN>) steps.get(i)).value();
            assertThat(emitted.get(i).values()).as("step %d, %s", i, value).containsExactly(model.apply(value));
        }
    }

    private static Tuple3<Long, Long, Long> with(Tuple3<Long, Long, Long> row, long field1) {
        return Tuple3.of(row.f0, field1, row.f2);
    }

    static Stream<Arguments> reductions() {
        Map<
                        String,
                        Function<
                                KeyedStream<Tuple3<Long, Long, Long>, Long>,
                                SingleOutputStreamOperator<Tuple3<Long, Long, Long>>>>
                operators = Map.of(
                        "reduce", stream -> stream.reduce((a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, a.f2 + b.f2)),
                        "sum", stream -> stream.sum(1),
                        "min", stream -> stream.min(1),
                        "max", stream -> stream.max(1),
                        "minBy", stream -> stream.minBy(1),
                        "maxBy", stream -> stream.maxBy(1));
        Map<String, BinaryOperator<Tuple3<Long, Long, Long>>> models = Map.of(
                "reduce", (a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, a.f2 + b.f2),
                "sum", (a, b) -> with(a, a.f1 + b.f1),
                "min", (a, b) -> with(a, Math.min(a.f1, b.f1)),
                "max", (a, b) -> with(a, Math.max(a.f1, b.f1)),
                "minBy", (a, b) -> b.f1 < a.f1 ? b : a,
                "maxBy", (a, b) -> b.f1 > a.f1 ? b : a);
        return Arrays.stream(Backend.values())
                .flatMap(backend -> operators.keySet().stream()
                        .sorted()
                        .filter(name -> backend == Backend.HASHMAP || !name.startsWith("m"))
                        .map(name -> Arguments.of(backend, name, operators.get(name), models.get(name))));
    }

    @ParameterizedTest(name = "{1}, on {0}")
    @MethodSource("reductions")
    void whatElementsOfAKeyComeToGrowsWithEachOfThem(
            Backend backend,
            String name,
            Function<KeyedStream<Tuple3<Long, Long, Long>, Long>, SingleOutputStreamOperator<Tuple3<Long, Long, Long>>>
                    operator,
            BinaryOperator<Tuple3<Long, Long, Long>> model)
            throws Exception {
        Map<Long, Tuple3<Long, Long, Long>> soFar = new HashMap<>();
        check(
                backend,
                new OperatorRestartTester<>(
                        Types.TUPLE(Types.LONG, Types.LONG, Types.LONG),
                        (DataStream<Tuple3<Long, Long, Long>> stream) ->
                                operator.apply(stream.keyBy(row -> row.f0, Types.LONG)),
                        backend.configuration()),
                steps(backend, KeyedFunctionsRestartTest::row),
                row -> soFar.merge(row.f0, row, model));
    }

    private static final class Counting extends RichFlatMapFunction<Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void flatMap(Long value, Collector<String> out) throws Exception {
            count.update(count.value() == null ? 1 : count.value() + 1);
            out.collect(value + " is the " + count.value() + ".");
        }
    }

    private static void countsByKey(Backend backend, Function<DataStream<Long>, KeyedStream<Long, Long>> keyed)
            throws Exception {
        Map<Long, Long> counts = new HashMap<>();
        check(
                backend,
                new OperatorRestartTester<>(
                        Types.LONG,
                        stream -> keyed.apply(stream).flatMap(new Counting()).returns(Types.STRING),
                        backend.configuration()),
                steps(backend, value -> value),
                value -> value + " is the " + counts.merge(Steps.key(value), 1L, Long::sum) + ".");
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aRichFunctionHasStateOfItsKey(Backend backend) throws Exception {
        countsByKey(backend, stream -> stream.keyBy(Steps::key, Types.LONG));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aStreamThatIsKeyedAlreadyHasStateOfItsKeysToo(Backend backend) throws Exception {
        countsByKey(backend, stream -> DataStreamUtils.reinterpretAsKeyedStream(stream, Steps::key, Types.LONG));
    }
}
