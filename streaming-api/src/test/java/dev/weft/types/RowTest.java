package dev.weft.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void aRowOfPositionsIsReadAndCompared() {
        Row row = Row.ofKind(RowKind.DELETE, 1, "a", new int[] {3});
        assertThat(row).hasToString("-D[1, a, [3]]");
        assertThat(row).isEqualTo(Row.ofKind(RowKind.DELETE, 1, "a", new int[] {3}));
        assertThat(row.hashCode()).isEqualTo(Row.copy(row).hashCode());
        assertThat(Row.project(row, new int[] {1})).isEqualTo(Row.ofKind(RowKind.DELETE, "a"));
        assertThat(Row.join(Row.of(1), Row.of(2, 3))).isEqualTo(Row.of(1, 2, 3));
        assertThatThrownBy(() -> row.getField("x")).hasMessageContaining("no field name 'x'");
    }

    @Test
    void aRowOfNamesGrowsAndIsCompared() {
        Row row = Row.withNames();
        row.setField("a", 1);
        row.setField("b", null);
        assertThat(row).hasToString("+I{a=1, b=null}");
        assertThat(row.getArity()).isEqualTo(2);
        assertThat(Row.project(row, new String[] {"a"}).getFieldNames(false)).containsExactly("a");
        assertThat(row).isEqualTo(Row.copy(row)).isNotEqualTo(Row.of(1, null));
        assertThatThrownBy(() -> row.getField(0)).hasMessageContaining("made with names");
        assertThatThrownBy(() -> row.getField("c")).hasMessageContaining("[a, b]");
    }
}
