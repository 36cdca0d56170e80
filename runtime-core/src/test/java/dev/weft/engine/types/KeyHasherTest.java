package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.WeftException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyHasherTest {

    record Mixed(TimeUnit unit, int count) {}

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
