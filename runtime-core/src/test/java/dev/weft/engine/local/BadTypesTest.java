package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple1;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.Serializable;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid uses of types, and their error messages. */
@Timeout(60)
class BadTypesTest {
    private static final Queue<String> RESULTS = new ConcurrentLinkedQueue<>();

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);

    /** The whole chain of messages, as a user finds them. */
    private static String told(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(t.getMessage()).append('\n');
        }
        return text.toString();
    }

    private void failsWith(String... parts) {
        assertThatThrownBy(environment::execute)
                .satisfies(thrown -> assertThat(told(thrown)).contains(parts));
    }

    /** Holds what can't travel, two fields deep. */
    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Inner inner = new Inner();

        private static final class Inner implements Serializable {
            private static final long serialVersionUID = 1L;

            private final Object connection = new Object();
        }
    }

    @Test
    void aFunctionThatCanNotTravelNamesThePathToWhatCanNot() {
        Holder holder = new Holder();
        DataStream<Long> numbers = environment.fromSequence(1, 2);
        assertThatThrownBy(() -> {
                    numbers.map(new MapFunction<Long, String>() {
                                private static final long serialVersionUID = 1L;

                                private final Holder held = holder;

                                @Override
                                public String map(Long value) {
                                    return held + "";
                                }
                            })
                            .print();
                    environment.execute();
                })
                .satisfies(thrown -> assertThat(told(thrown))
                        .contains("held.inner.connection")
                        .contains("java.lang.Object, which is not serializable")
                        .contains("transient and create it in open()"));
    }

    @Test
    void aLambdaWithoutATypeSaysHowToNameIt() {
        DataStream<Long> numbers = environment.fromSequence(1, 2);
        assertThatThrownBy(() -> numbers.map(n -> Tuple2.of(n, n)).keyBy(pair -> pair.f0))
                .satisfies(thrown -> assertThat(told(thrown)).contains("Tuple2").contains(".returns(...)"));
        assertThatThrownBy(() -> numbers.keyBy(n -> Tuple1.of(n)))
                .satisfies(thrown -> assertThat(told(thrown)).contains("keyBy(selector, Types.TUPLE(...))"));
    }

    /** No POJO. */
    public static final class Opaque {
        private Object content = new Object();
    }

    /** A POJO with what is none in it. */
    public static final class Wrapping {
        public Opaque opaque;
    }

    @Test
    void aForbiddenGenericTypeIsNamedBeforeTheJobStarts() {
        environment.getConfig().disableGenericTypes();
        environment
                .fromSequence(1, 2)
                .map(n -> new Wrapping())
                .returns(Wrapping.class)
                .name("wrap")
                .addSink(new Lines<>());
        failsWith(
                "the records of 'wrap' cannot be serialized",
                "Field 'opaque' of dev.weft.engine.local.BadTypesTest$Wrapping",
                "BadTypesTest$Opaque is one: field 'content' is not public and has no public getter and setter",
                "@TypeInfo on the class");
    }

    /** A POJO with what can't be serialized, two fields deep. */
    public static final class Report {
        public Style style;
    }

    /** No POJO. */
    public static final class Style {
        private DateTimeFormatter dates;
    }

    @Test
    void aFieldThatCanNotBeSerializedIsNamedBeforeTheJobStarts() {
        environment
                .fromSequence(1, 2)
                .map(n -> new Report())
                .returns(Report.class)
                .name("report")
                .addSink(new Lines<>());
        failsWith(
                "the records of 'report' cannot be serialized",
                "Field 'style' of dev.weft.engine.local.BadTypesTest$Report",
                "field 'dates': a java.time.format.DateTimeFormatter does not tell its pattern");
    }

    @Test
    void aSideOutputWithTwoTypesIsRefusedBeforeTheJobStarts() {
        SingleOutputStreamOperator<Long> split = environment
                .fromSequence(1, 2)
                .process(new ProcessFunction<Long, Long>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void processElement(Long value, Context context, Collector<Long> out) {
                        context.output(new OutputTag<>("side", Types.LONG), value);
                    }
                })
                .name("split");
        split.getSideOutput(new OutputTag<>("side", Types.LONG)).addSink(new Lines<>());
        split.getSideOutput(new OutputTag<>("side", Types.STRING)).addSink(new Lines<>());
        failsWith("side output 'side' of 'split' is used with two types, Long and String");
    }

    @Test
    void aSideOutputOfLateRecordsHasTheirType() {
        SingleOutputStreamOperator<Long> sums = environment
                .fromSequence(1, 2)
                .keyBy(n -> n)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .sideOutputLateData(new OutputTag<>("late", Types.LONG))
                .reduce(Long::sum)
                .name("sums");
        sums.getSideOutput(new OutputTag<>("late", Types.STRING)).addSink(new Lines<>());
        failsWith("side output 'late' of 'sums' is used with two types, Long and String");
    }

    /** Hashes by identity. */
    public static final class NoHash {
        public long number;
    }

    /** Equals nothing but itself. */
    public static final class HashOnly {
        public long number;

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    /** Hashes an enum itself. */
    public static final class HashesAnEnum {
        public TimeUnit unit;

        @Override
        public boolean equals(Object other) {
            return other instanceof HashesAnEnum that && unit == that.unit;
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(unit);
        }
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                Arguments.of(Types.PRIMITIVE_ARRAY(Types.INT), "array"),
                Arguments.of(Types.OBJECT_ARRAY(Types.STRING), "array"),
                Arguments.of(Types.TUPLE(Types.LONG, Types.PRIMITIVE_ARRAY(Types.BYTE)), "cannot be a key"),
                Arguments.of(TypeInformation.of(NoHash.class), "does not override hashCode() and equals()"),
                Arguments.of(TypeInformation.of(HashOnly.class), "does not override hashCode() and equals()"),
                Arguments.of(
                        Types.TUPLE(Types.LONG, TypeInformation.of(NoHash.class)),
                        "its field f1 of PojoType<" + NoHash.class.getName()),
                Arguments.of(Types.GENERIC(StringBuilder.class), "cannot be a key"),
                Arguments.of(
                        Types.LIST(Types.PRIMITIVE_ARRAY(Types.INT)),
                        "its elements of int[]: arrays that look the same"),
                Arguments.of(
                        TypeInformation.of(HashesAnEnum.class), "the enum in its field 'unit' has another hash code"),
                Arguments.of(
                        Types.EITHER(Types.LONG, TypeInformation.of(NoHash.class)),
                        "class " + NoHash.class.getName() + " does not override"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void aKeyThatCanNotBeFoundAgainIsRefused(TypeInformation<Object> type, String reason) {
        KeySelector<Long, Object> selector = number -> number;
        assertThatThrownBy(() -> environment.fromSequence(1, 2).keyBy(selector, type))
                .satisfies(thrown ->
                        assertThat(told(thrown)).contains("cannot be a key").contains(reason));
    }

    @Test
    void aNullKeyIsNamed() {
        environment
                .fromSequence(1, 2)
                .keyBy(number -> number == 2 ? null : "one", Types.STRING)
                .map(number -> "")
                .addSink(new Lines<>());
        failsWith("the key selector of the keyBy before 'Map -> Sink: Unnamed' returned null for the record 2; a key"
                + " must not be null: filter such records out or give them a key (in operator 'Source: Sequence"
                + " Source'");
    }

    @Test
    void aNullRecordOfATypeThatHoldsNullTravels() throws Exception {
        RESULTS.clear();
        environment
                .fromSequence(1, 3)
                .map(number -> number == 2 ? null : "n" + number)
                .returns(Types.STRING)
                .rebalance()
                .filter(text -> text != null)
                .addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS).containsExactlyInAnyOrder("n1", "n3");
    }

    /** A key whose hash code is not the same twice. */
    public record Restless(Date when) {
        @Override
        public int hashCode() {
            return (int) System.nanoTime();
        }
    }

    @Test
    void aHashCodeThatIsNeverTheSameIsFoundOut() {
        environment
                .fromSequence(1, 2_000)
                .map(number -> new Restless(new Date(number)))
                .returns(Restless.class)
                .keyBy(key -> key)
                .map(new Counting())
                .addSink(new Lines<>());
        failsWith("hashCode()", "must be the same in every process and never change");
    }

    /** Keeps state of its key. */
    private static final class Counting extends RichMapFunction<Restless, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String map(Restless value) throws Exception {
            getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("seen", Types.LONG))
                    .update(1L);
            return "";
        }
    }

    /** Notes what comes. */
    private static final class Lines<T> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(T value, Context context) {
            RESULTS.add(String.valueOf(value));
        }
    }
}
