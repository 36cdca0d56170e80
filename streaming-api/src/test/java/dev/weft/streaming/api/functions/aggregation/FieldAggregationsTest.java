package dev.weft.streaming.api.functions.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.ClosureCleaner;
import dev.weft.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

final class FieldAggregationsTest {
    private static final TypeInformation<Tuple2<String, Integer>> WORD = Types.TUPLE(Types.STRING, Types.INT);

    @Test
    void aSumMakesANewTupleAndLeavesItsInputs() throws Exception {
        Tuple2<String, Integer> first = Tuple2.of("a", 1);
        Tuple2<String, Integer> second = Tuple2.of("a", 2);

        Tuple2<String, Integer> sum = FieldAggregations.sum(WORD, "1").reduce(first, second);

        assertThat(sum).isEqualTo(Tuple2.of("a", 3));
        assertThat(first).isEqualTo(Tuple2.of("a", 1));
        assertThat(second).isEqualTo(Tuple2.of("a", 2));
        assertThat(FieldAggregations.sum(WORD, "f1").reduce(first, second)).isEqualTo(sum);
    }

    @Test
    void singleValuesAreSummedThemselves() throws Exception {
        assertThat(FieldAggregations.sum(Types.LONG, "0").reduce(1L, 2L)).isEqualTo(3);
        assertThat(FieldAggregations.sum(Types.DOUBLE, "*").reduce(0.5, 0.25)).isEqualTo(0.75);
        assertThat(FieldAggregations.sum(Types.SHORT, "0").reduce((short) 1, (short) 2))
                .isEqualTo((short) 3);
        assertThat(FieldAggregations.max(Types.INT, "0").reduce(1, 2)).isEqualTo(2);
    }

    @Test
    void fieldsOfPojosRecordsAndArraysAreSummed() throws Exception {
        Sale sale = FieldAggregations.sum(TypeInformation.of(Sale.class), "amount")
                .reduce(new Sale("x", 1.5), new Sale("y", 2.0));
        assertThat(sale.item).isEqualTo("x");
        assertThat(sale.amount).isEqualTo(3.5);

        assertThat(FieldAggregations.sum(TypeInformation.of(Reading.class), "value")
                        .reduce(new Reading("s", 2), new Reading("t", 3)))
                .isEqualTo(new Reading("s", 5));

        assertThat(FieldAggregations.sum(TypeInformation.of(int[].class), "1")
                        .reduce(new int[] {1, 2}, new int[] {10, 20}))
                .containsExactly(1, 22);
    }

    @Test
    void anElementThatIsGivenUpIsChangedWhereItsClassAllows() {
        Tuple2<String, Integer> count = Tuple2.of("a", 1);
        assertThat(inPlace(FieldAggregations.sum(WORD, "1")).reduceInto(count, Tuple2.of("b", 2)))
                .isSameAs(count)
                .isEqualTo(Tuple2.of("a", 3));
        assertThat(inPlace(FieldAggregations.max(WORD, "1")).reduceInto(count, Tuple2.of("b", 7)))
                .isSameAs(count)
                .isEqualTo(Tuple2.of("a", 7));

        Sale sale = new Sale("x", 1.5);
        assertThat(inPlace(FieldAggregations.sum(TypeInformation.of(Sale.class), "amount"))
                        .reduceInto(sale, new Sale("y", 2.0)))
                .isSameAs(sale);
        assertThat(sale.amount).isEqualTo(3.5);

        int[] pair = {1, 2};
        assertThat(inPlace(FieldAggregations.sum(TypeInformation.of(int[].class), "1"))
                        .reduceInto(pair, new int[] {10, 20}))
                .isSameAs(pair)
                .containsExactly(1, 22);

        Reading reading = new Reading("s", 2);
        Tuple2<Reading, Integer> nested = Tuple2.of(reading, 9);
        TypeInformation<Tuple2<Reading, Integer>> type = Types.TUPLE(TypeInformation.of(Reading.class), Types.INT);
        assertThat(inPlace(FieldAggregations.sum(type, "f0.value"))
                        .reduceInto(nested, Tuple2.of(new Reading("t", 3), 8)))
                .isSameAs(nested)
                .isEqualTo(Tuple2.of(new Reading("s", 5), 9));
        assertThat(reading).isEqualTo(new Reading("s", 2));
        assertThat(inPlace(FieldAggregations.sum(Types.LONG, "0")).reduceInto(1L, 2L))
                .isEqualTo(3);
    }

    private static <T> InPlaceReduce<T> inPlace(ReduceFunction<T> function) {
        return (InPlaceReduce<T>) function;
    }

    @Test
    void aPathLeadsIntoNestedFields() throws Exception {
        TypeInformation<Tuple2<Reading, Integer>> type = Types.TUPLE(TypeInformation.of(Reading.class), Types.INT);

        assertThat(FieldAggregations.sum(type, "f0.value")
                        .reduce(Tuple2.of(new Reading("s", 2), 9), Tuple2.of(new Reading("t", 3), 8)))
                .isEqualTo(Tuple2.of(new Reading("s", 5), 9));
    }

    @Test
    void minAndMaxReplaceTheFieldOfTheFirstElement() throws Exception {
        assertThat(FieldAggregations.min(WORD, "1").reduce(Tuple2.of("a", 3), Tuple2.of("b", 2)))
                .isEqualTo(Tuple2.of("a", 2));
        assertThat(FieldAggregations.max(WORD, "1").reduce(Tuple2.of("a", 3), Tuple2.of("b", 2)))
                .isEqualTo(Tuple2.of("a", 3));
    }

    @Test
    void minByAndMaxByKeepAWholeElement() throws Exception {
        Tuple2<String, Integer> a = Tuple2.of("a", 3);
        Tuple2<String, Integer> b = Tuple2.of("b", 2);
        Tuple2<String, Integer> c = Tuple2.of("c", 3);

        assertThat(FieldAggregations.minBy(WORD, "1", true).reduce(a, b)).isSameAs(b);
        assertThat(FieldAggregations.maxBy(WORD, "1", true).reduce(a, b)).isSameAs(a);
        assertThat(FieldAggregations.maxBy(WORD, "1", true).reduce(a, c)).isSameAs(a);
        assertThat(FieldAggregations.maxBy(WORD, "1", false).reduce(a, c)).isSameAs(c);
    }

    @Test
    void aFieldThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> FieldAggregations.sum(WORD, "2"))
                .hasMessageContaining("'2'")
                .hasMessageEndingWith("it has positions 0 to 1; its fields are f0, f1");
        assertThatThrownBy(() -> FieldAggregations.sum(WORD, "count")).hasMessageContaining("'count'");
        assertThatThrownBy(() -> FieldAggregations.sum(TypeInformation.of(Sale.class), "price"))
                .hasMessageContaining("'price'")
                .hasMessageContaining("its fields are ");
        assertThatThrownBy(() -> FieldAggregations.sum(Types.INT, "1")).hasMessageContaining("'1'");
    }

    @Test
    void textHasNoSum() {
        assertThatThrownBy(() -> FieldAggregations.sum(WORD, "0"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void anAggregationTravels() {
        ClosureCleaner.ensureSerializable(FieldAggregations.sum(WORD, "1"));
        ClosureCleaner.ensureSerializable(FieldAggregations.minBy(TypeInformation.of(Sale.class), "amount", true));
    }

    /** A POJO. */
    public static class Sale {
        public String item;
        public double amount;

        public Sale() {}

        Sale(String item, double amount) {
            this.item = item;
            this.amount = amount;
        }
    }

    /** A record. */
    public record Reading(String sensor, long value) {}
}
