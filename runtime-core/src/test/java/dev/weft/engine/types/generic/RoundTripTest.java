package dev.weft.engine.types.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    /** No equals. */
    static final class Plain {
        private final Object content;
        private transient int cache;

        Plain(Object content) {
            this.content = content;
        }
    }

    /** Its equals compares arrays by identity, as that of a record does. */
    record Numbers(double[] values) {}

    /** Its equals does not see its own field. */
    static final class Named extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private final String name;

        Named(String name, String... elements) {
            super(List.of(elements));
            this.name = name;
        }
    }

    /** Sees only its number. */
    static final class Numbered {
        private final int number;
        private final String note;

        Numbered(int number, String note) {
            this.number = number;
            this.note = note;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbered that && that.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(number);
        }
    }

    static Stream<Arguments> different() {
        return Stream.of(
                Arguments.of("a", "b", "a became b"),
                Arguments.of(new Plain("a"), new Plain(null), "field 'content': a became null"),
                Arguments.of(
                        new Plain(List.of(new Plain(1))),
                        new Plain(List.of(new Plain(2))),
                        "field 'content[0].content': 1 became 2"),
                Arguments.of(new Plain(List.of(1, 2)), new Plain(List.of(1)), "field 'content': 2 elements of"),
                Arguments.of(Map.of("k", new Plain(1)), Map.of("k", new Plain(2)), "field '[k].content': 1 became 2"),
                Arguments.of(Map.of("k", 1), Map.of("l", 1), "the entry of key k is gone"),
                Arguments.of(new Named("n", "a"), new Named("m", "a"), "field 'name': n became m"),
                Arguments.of(
                        new Numbers(new double[] {1, 2}),
                        new Numbers(new double[] {1, 3}),
                        "values[1]': 2.0 became 3.0"),
                Arguments.of(new int[] {1}, new int[] {1, 2}, "an array of 1 elements became one of 2"),
                Arguments.of(Optional.of(new Plain(1)), Optional.of(new Plain(2)), "field 'content': 1 became 2"),
                Arguments.of(new Plain(1), new Plain(1L), "field 'content': 1 became 1"),
                Arguments.of(
                        new Plain(new BigDecimal("1.0")),
                        new Plain(new BigDecimal("1.00")),
                        "1.0 of java.math.BigDecimal became 1.00 of java.math.BigDecimal"));
    }

    @ParameterizedTest
    @MethodSource("different")
    void aDifferenceIsNamedByItsField(Object before, Object after, String told) {
        assertThat(RoundTrip.difference(before, after, type -> false))
                .hasValueSatisfying(found -> assertThat(found).contains(told));
        assertThat(RoundTrip.difference(before, before, type -> false)).isEmpty();
    }

    static Stream<Arguments> same() {
        Plain cached = new Plain("a");
        cached.cache = 5;
        return Stream.of(
                Arguments.of(cached, new Plain("a")),
                Arguments.of(new Numbers(new double[] {Double.NaN}), new Numbers(new double[] {Double.NaN})),
                Arguments.of(new Numbered(1, "a"), new Numbered(1, "b")),
                Arguments.of(new HashMap<>(Map.of("a", 1)).keySet(), new LinkedHashSet<>(List.of("a"))),
                Arguments.of(Arrays.asList(1, null), new ArrayList<>(Arrays.asList(1, null))),
                Arguments.of(new StringBuilder("a"), new StringBuilder("a")),
                Arguments.of(List.of(new int[] {1}), List.of(new int[] {1})));
    }

    @ParameterizedTest
    @MethodSource("same")
    void whatIsTheSameIsNoDifference(Object before, Object after) {
        assertThat(RoundTrip.difference(before, after, type -> false)).isEmpty();
    }

    @Test
    void objectsThatReferToThemselvesAreComparedOnce() {
        List<Object> before = new ArrayList<>();
        before.add(new Plain(before));
        List<Object> after = new ArrayList<>();
        after.add(new Plain(after));
        assertThat(RoundTrip.difference(before, after, type -> false)).isEmpty();
    }

    @Test
    void whatTheProgramSerializesItselfIsItsOwnAffair() {
        assertThat(RoundTrip.difference(new Plain(1), new Plain(2), type -> type == Plain.class))
                .isEmpty();
    }
}
