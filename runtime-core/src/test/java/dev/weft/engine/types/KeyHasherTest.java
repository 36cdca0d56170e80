package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.WeftException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
                TypeInformation.of(Units.class),
                TypeInformation.of(new TypeHint<Tuple2<int[], Integer>>() {}))) {
            assertThat(type.isKeyType()).as(type.toString()).isFalse();
            assertThatThrownBy(() -> KeyHasher.of(type))
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining("cannot be a key");
        }
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
