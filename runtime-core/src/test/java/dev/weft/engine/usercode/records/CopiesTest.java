package dev.weft.engine.usercode.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.usercode.records.OperationAnalysisTest.Point;
import dev.weft.program.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private static final int LONG_AGO = 20_000;

    private static final MapFunction<Integer, Point> MAKING = x -> new Point(x, "made");
    private static final MapFunction<Point, Integer> READING = point -> point.x;
    private static final MapFunction<Point, Point> PASSING = point -> point;

    /** A point with something that can change. */
    public static class Deep extends Point {
        public int[] array = {};
    }

    /** A point of which nobody who copies it takes everything. */
    public static class Hiding extends Point {
        public transient int[] array = {};
    }

    private static final Link OUT = new Link("", Link.Kind.OUTPUT, 0, TypeInformation.of(Point.class));

    private static Link to(int operator) {
        return new Link("", Link.Kind.OPERATOR, operator, TypeInformation.of(Point.class));
    }

    private static ChainedOperator operator(MapFunction<?, ?> function, Link... links) {
        return new ChainedOperator(new OperatorId("0".repeat(32)), "map", new Operation.Map(function), List.of(links));
    }

    private static ChainSpec chain(ChainedOperator... operators) {
        return new ChainSpec(
                List.of(operators), List.of(), List.of(), new ChainSpec.Settings(false, new ExecutionConfig()));
    }

    @SuppressWarnings("unchecked") // what it copies are instances
    private static TypeSerializer<Object> serializer(Class<?> type) {
        return (TypeSerializer<Object>)
                TypeInformation.of(type).createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private static boolean copiesAtFirstAndInTheEnd(Copies copies, Object value) {
        assertThat(copies.of(value)).isNotSameAs(value);
        for (int i = 0; i < LONG_AGO; i++) {
            copies.of(value);
        }
        return copies.of(value) != value;
    }

    private static boolean copiesWithin(ChainSpec chain, int producer, int link) {
        ChainedOperator from = chain.operators().get(producer);
        return copiesAtFirstAndInTheEnd(
                Copies.within(chain, from, from.links().get(link), serializer(Point.class)), new Point());
    }

    @Test
    void valuesOfImmutableTypesAreNeverCopied() {
        Copies copies = Copies.always(serializer(String.class));
        assertThat(copies.areNeedless()).isTrue();
        String value = "text";
        assertThat(copies.of(value)).isSameAs(value);
    }

    @Test
    void whatTheProducerMakesIsCopiedAtFirstOnly() {
        assertThat(copiesWithin(chain(operator(MAKING, to(1)), operator(PASSING)), 0, 0))
                .isFalse();
        ChainSpec leaving = chain(operator(PASSING, to(1)), operator(MAKING, OUT));
        assertThat(copiesAtFirstAndInTheEnd(Copies.leaving(leaving, 0, serializer(Point.class)), new Point()))
                .isFalse();
    }

    @Test
    void whatTheConsumerOnlyReadsIsCopiedAtFirstOnly() {
        assertThat(copiesWithin(chain(operator(PASSING, to(1)), operator(READING)), 0, 0))
                .isFalse();
    }

    @Test
    void whatEitherMayChangeIsCopied() {
        assertThat(copiesWithin(chain(operator(PASSING, to(1)), operator(PASSING)), 0, 0))
                .isTrue();
        ChainSpec leaving = chain(operator(MAKING, to(1)), operator(PASSING, OUT));
        assertThat(copiesAtFirstAndInTheEnd(Copies.leaving(leaving, 0, serializer(Point.class)), new Point()))
                .isTrue();
    }

    @Test
    void whatGoesToSeveralIsCopiedForThoseThatDoMoreThanRead() {
        ChainSpec both = chain(operator(MAKING, to(1), to(2)), operator(PASSING), operator(READING));
        assertThat(copiesWithin(both, 0, 0)).isTrue();
        assertThat(copiesWithin(both, 0, 1)).isFalse();
        ChainSpec leaving = chain(operator(MAKING, to(1), OUT), operator(READING));
        assertThat(copiesAtFirstAndInTheEnd(Copies.leaving(leaving, 0, serializer(Point.class)), new Point()))
                .isTrue();
    }

    @Test
    void whatIsNotFlatIsCopied() {
        ChainSpec chain = chain(operator((MapFunction<Integer, Deep>) x -> new Deep(), OUT));
        assertThat(copiesAtFirstAndInTheEnd(Copies.leaving(chain, 0, serializer(Deep.class)), new Deep()))
                .isTrue();
        ChainSpec hiding = chain(operator((MapFunction<Integer, Hiding>) x -> new Hiding(), OUT));
        assertThat(copiesAtFirstAndInTheEnd(Copies.leaving(hiding, 0, serializer(Hiding.class)), new Hiding()))
                .isTrue();
    }

    @Test
    void whatManyGetIsCopied() {
        assertThat(copiesAtFirstAndInTheEnd(Copies.always(serializer(Point.class)), new Point()))
                .isTrue();
    }
}
