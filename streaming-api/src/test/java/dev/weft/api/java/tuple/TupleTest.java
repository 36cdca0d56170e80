package dev.weft.api.java.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.types.NullFieldException;
import org.junit.jupiter.api.Test;

class TupleTest {

    @Test
    void everyArityHasItsClassFieldsTextAndCopy() {
        for (int arity = 0; arity <= Tuple.MAX_ARITY; arity++) {
            Tuple tuple = Tuple.newInstance(arity);
            assertThat(tuple).isExactlyInstanceOf(Tuple.getTupleClass(arity));
            assertThat(tuple.getArity()).isEqualTo(arity);
            StringBuilder text = new StringBuilder("(");
            for (int i = 0; i < arity; i++) {
                tuple.setField(i * 10, i);
                assertThat(tuple.<Integer>getField(i)).isEqualTo(i * 10);
                text.append(i == 0 ? "" : ",").append(i * 10);
            }
            assertThat(tuple).hasToString(text.append(')').toString());
            Tuple copy = tuple.copy();
            assertThat(copy).isEqualTo(tuple).hasSameHashCodeAs(tuple);
            if (arity > 0) {
                copy.setField("other", arity - 1);
                assertThat(copy).isNotEqualTo(tuple);
            }
            assertThatThrownBy(() -> tuple.getField(25)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void nullFieldsAreToldApart() {
        Tuple2<String, Integer> tuple = new Tuple2<>();
        assertThat(tuple).isEqualTo(Tuple2.of(null, null)).hasToString("(null,null)");
        assertThatThrownBy(() -> tuple.getFieldNotNull(1)).isInstanceOf(NullFieldException.class);
        assertThat(Tuple2.of("a", 1).swap()).isEqualTo(Tuple2.of(1, "a"));
    }

    @Test
    void thereIsNoTupleOf26Fields() {
        assertThatThrownBy(() -> Tuple.newInstance(26)).hasMessageContaining("0 to 25");
    }
}
