package dev.weft.api.common.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AbstractDeserializationSchemaTest {

    private static final class Lengths extends AbstractDeserializationSchema<Integer> {
        @Override
        public Integer deserialize(byte[] message) {
            return message.length;
        }
    }

    private static final class Anything<T> extends AbstractDeserializationSchema<T> {
        Anything() {}

        Anything(TypeHint<T> hint) {
            super(hint);
        }

        @Override
        public T deserialize(byte[] message) {
            return null;
        }
    }

    @Test
    void theTypeIsThatWhichTheSubclassNames() {
        assertThat(new Lengths().getProducedType()).isEqualTo(Types.INT);
    }

    @Test
    void aSubclassThatLeavesTheTypeOpenNeedsAHint() {
        assertThatThrownBy(Anything<String>::new).isInstanceOf(InvalidTypesException.class);
        assertThat(new Anything<>(new TypeHint<List<String>>() {})
                        .getProducedType()
                        .getTypeClass())
                .isEqualTo(List.class);
    }
}
