package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.typeutils.SetTypeInfo;
import dev.weft.engine.common.WeftException;
import dev.weft.types.Either;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyHasherTest {

    record Mixed(TimeUnit unit, int count) {}

    record Outer(Mixed mixed, String text) {}

    record Units(List<TimeUnit> all) {}

    /** A POJO. */
    public static final class Unit {
        public TimeUnit unit;

        @Override
        public int hashCode() {
            return Objects.hashCode(unit);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unit that && unit == that.unit;
        }
    }

    /** No POJO. */
    static final class Closed {
        private final TimeUnit unit = TimeUnit.DAYS;

        @Override
        public int hashCode() {
            return unit.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Closed;
        }
    }

    /** No POJO either. */
    static final class Clean {
        private final int number = 5;

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Clean;
        }
    }

    /** Has no hash code of its own. */
    public static final class Identity {
        public int value;
    }

    @Test
    void enumsAreHashedByName() {
        int hash = KeyHasher.of(TypeInformation.of(TimeUnit.class)).hash(TimeUnit.DAYS);
        assertThat(hash).isEqualTo(KeyGroups.spread("DAYS".hashCode()));
    }

    @Test
    void tuplesAndRecordsWithEnumsDoNotDependOnTheEnumsIdentity() {
        TypeInformation<Tuple2<TimeUnit, Integer>> tuple = TypeInformation.of(new TypeHint<>() {});
        int expected = KeyGroups.spread(31 * (31 + "DAYS".hashCode()) + 7);
        assertThat(KeyHasher.of(tuple).hash(Tuple2.of(TimeUnit.DAYS, 7))).isEqualTo(expected);
        assertThat(KeyHasher.of(TypeInformation.of(Mixed.class)).hash(new Mixed(TimeUnit.DAYS, 7)))
                .isEqualTo(expected);
    }

    @Test
    void enumsAreFoundHoweverDeepTheyAre() {
        TypeInformation<Tuple2<Mixed, Integer>> tuple = TypeInformation.of(new TypeHint<>() {});
        int mixed = 31 * (31 + "DAYS".hashCode()) + 7;
        assertThat(KeyHasher.of(tuple).hash(Tuple2.of(new Mixed(TimeUnit.DAYS, 7), 3)))
                .isEqualTo(KeyGroups.spread(31 * (31 + mixed) + 3));
        assertThat(KeyHasher.of(TypeInformation.of(Outer.class)).hash(new Outer(new Mixed(TimeUnit.DAYS, 7), null)))
                .isEqualTo(KeyGroups.spread(31 * (31 + mixed)));
    }

    @Test
    void whatHoldsNoEnumHasItsOwnHash() {
        TypeInformation<Tuple2<String, Integer>> tuple = TypeInformation.of(new TypeHint<>() {});
        Tuple2<String, Integer> key = Tuple2.of("a", 7);
        assertThat(KeyHasher.of(tuple).hash(key)).isEqualTo(KeyGroups.spread(key.hashCode()));
        assertThat(KeyHasher.of(Types.LIST(Types.INT)).hash(List.of(1, 2)))
                .isEqualTo(KeyGroups.spread(List.of(1, 2).hashCode()));
        assertThat(KeyHasher.of(TypeInformation.of(Clean.class)).hash(new Clean()))
                .isEqualTo(KeyGroups.spread(5));
    }

    @Test
    void aClassThatHashesAnEnumItselfIsRefused() {
        for (TypeInformation<?> type : List.of(
                TypeInformation.of(Unit.class),
                TypeInformation.of(Closed.class),
                TypeInformation.of(new TypeHint<Tuple2<Unit, Integer>>() {}),
                TypeInformation.of(new TypeHint<Tuple2<int[], Integer>>() {}))) {
            assertThat(type.isKeyType()).as(type.toString()).isFalse();
            assertThatThrownBy(() -> KeyHasher.of(type))
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining("cannot be a key");
        }
    }

    /** Equal by its text only. */
    record Tagged(String text, TimeUnit unit) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Tagged that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** Equal by its text only, without an enum. */
    record Labeled(String text, Object label) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Labeled that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    @Test
    void aRecordWithAnEqualityOfItsOwnIsHashedByItsOwnHash() {
        KeyHasher hasher = KeyHasher.of(TypeInformation.of(Labeled.class));
        assertThat(hasher.hash(new Labeled("a", 1))).isEqualTo(hasher.hash(new Labeled("a", 2)));
        assertThatThrownBy(() -> KeyHasher.of(TypeInformation.of(Tagged.class)))
                .hasMessageContaining("computes its hash code itself, and the enum in its field 'unit'");
    }

    /** What a key may be. */
    sealed interface Shape permits Circle, Square {}

    record Circle(int radius, TimeUnit unit) implements Shape {}

    record Square(int side) implements Shape {}

    /** What a key may be, too. */
    abstract static class Animal {
        private final String name;

        Animal(String name) {
            this.name = name;
        }

        @Override
        public final boolean equals(Object other) {
            return other instanceof Animal that && name.equals(that.name);
        }

        @Override
        public final int hashCode() {
            return name.hashCode();
        }
    }

    /** One of them. */
    static final class Dog extends Animal {
        Dog(String name) {
            super(name);
        }
    }

    static Stream<Arguments> keysOfOpenTypes() {
        int days = "DAYS".hashCode();
        return Stream.of(
                Arguments.of(Object.class, "a", "a".hashCode()),
                Arguments.of(Object.class, 5L, 5),
                Arguments.of(Object.class, TimeUnit.DAYS, days),
                Arguments.of(Object.class, List.of(TimeUnit.DAYS, 1), 31 * (31 + days) + 1),
                Arguments.of(Object.class, Set.of(TimeUnit.DAYS), days),
                Arguments.of(Object.class, Map.of(1, TimeUnit.DAYS), 1 ^ days),
                Arguments.of(Object.class, Map.entry(TimeUnit.DAYS, 1), 1 ^ days),
                Arguments.of(Object.class, Optional.of(TimeUnit.DAYS), days),
                Arguments.of(Object.class, Either.Left.of(TimeUnit.DAYS), days),
                Arguments.of(Object.class, Tuple2.of(TimeUnit.DAYS, null), 31 * (31 + days)),
                Arguments.of(Number.class, new BigDecimal("1.5"), new BigDecimal("1.5").hashCode()),
                Arguments.of(CharSequence.class, "a", "a".hashCode()),
                Arguments.of(Serializable.class, UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"), null),
                Arguments.of(Shape.class, new Square(3), 3),
                Arguments.of(Shape.class, new Circle(3, TimeUnit.DAYS), 31 * (31 + 3) + days),
                Arguments.of(Animal.class, new Dog("Rex"), "Rex".hashCode()),
                Arguments.of(Set.class, Set.of("a", "b"), "a".hashCode() + "b".hashCode()),
                Arguments.of(ArrayList.class, new ArrayList<>(List.of(TimeUnit.DAYS)), 31 + days));
    }

    @ParameterizedTest
    @MethodSource("keysOfOpenTypes")
    void aKeyOfAnOpenTypeIsHashedAsItsClass(Class<?> declared, Object key, Integer hash) {
        int expected = hash == null ? key.hashCode() : hash;
        assertThat(KeyHasher.of(TypeInformation.of(declared)).hash(key)).isEqualTo(KeyGroups.spread(expected));
    }

    @Test
    void elementsAndSidesThatAreEnumsAreHashedByName() {
        int days = "DAYS".hashCode();
        TypeInformation<TimeUnit> unit = TypeInformation.of(TimeUnit.class);
        assertThat(KeyHasher.of(TypeInformation.of(Units.class)).hash(new Units(List.of(TimeUnit.DAYS))))
                .isEqualTo(KeyGroups.spread(31 + 31 + days));
        assertThat(KeyHasher.of(new SetTypeInfo<>(unit)).hash(Set.of(TimeUnit.DAYS)))
                .isEqualTo(KeyGroups.spread(days));
        assertThat(KeyHasher.of(Types.MAP(unit, Types.INT)).hash(Map.of(TimeUnit.DAYS, 1)))
                .isEqualTo(KeyGroups.spread(1 ^ days));
        assertThat(KeyHasher.of(Types.EITHER(Types.INT, unit)).hash(Either.Right.of(TimeUnit.DAYS)))
                .isEqualTo(KeyGroups.spread(days));
    }

    @Test
    void aValueOfAnOpenTypeThatHashesByIdentityIsRefusedByItsClass() {
        KeyHasher hasher = KeyHasher.of(TypeInformation.of(Object.class));
        for (Object key : List.of(new Identity(), new int[0], new Unit(), new ArrayDeque<>(), List.of(new byte[0]))) {
            assertThatThrownBy(() -> hasher.hash(key))
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining("cannot be a key");
        }
        assertThatThrownBy(() -> hasher.hash(new Identity()))
                .hasMessageContaining("class " + Identity.class.getName() + " does not override hashCode()");
    }

    @Test
    void aNullKeyIsExplained() {
        assertThatThrownBy(() -> KeyHasher.of(Types.STRING).hash(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("must not be null");
    }

    @Test
    void typesWithoutAHashOfTheirOwnAreRefused() {
        assertThatThrownBy(() -> KeyHasher.of(TypeInformation.of(Identity.class)))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("does not override hashCode()");
        assertThatThrownBy(() -> KeyHasher.of(TypeInformation.of(byte[].class)))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("cannot be a key");
    }

    @Test
    void keyGroupsCoverAllSubtasksWithoutOverlap() {
        for (int parallelism = 1; parallelism <= 130; parallelism += 3) {
            for (int max : new int[] {parallelism, 128 + parallelism, 32768}) {
                for (int group = 0; group < max; group++) {
                    int owner = KeyGroups.subtaskOf(group, parallelism, max);
                    assertThat(group >= KeyGroups.firstGroupOf(owner, parallelism, max)
                                    && group < KeyGroups.firstGroupOf(owner + 1, parallelism, max))
                            .isTrue();
                }
            }
        }
    }
}
