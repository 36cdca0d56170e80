package dev.weft.engine.types.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.testing.RealValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of many libraries, copied within an executor and written between two. */
class RealValuesTest {

    static Stream<RealValues.Case> values() {
        return RealValues.all();
    }

    private final TypeSerializer<Object> serializer =
            Types.GENERIC(Object.class).createSerializer(new SerializerSettings());

    private Object roundTrip(Object value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        return serializer.duplicate().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static Object shown(RealValues.Case one, Object value) {
        return one.shown().apply(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBack(RealValues.Case one) throws Exception {
        Object expected = shown(one, one.make().get());
        Object value = one.make().get();
        assertThat(shown(one, roundTrip(value))).isEqualTo(expected);
        assertThat(shown(one, value)).as("the value itself has not changed").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsCopied(RealValues.Case one) {
        Object expected = shown(one, one.make().get());
        assertThat(shown(one, serializer.copy(one.make().get()))).isEqualTo(expected);
    }

    /** Two values, one beside the other and one twice, in a list. */
    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBackWithinOthers(RealValues.Case one) throws Exception {
        Object expected = shown(one, one.make().get());
        Object twice = one.make().get();
        List<?> read = (List<?>) roundTrip(new ArrayList<>(List.of(one.make().get(), twice, twice)));
        assertThat(read.get(1)).isSameAs(read.get(2));
        assertThat(shown(one, read.get(0))).isEqualTo(expected);
        assertThat(shown(one, read.get(1))).isEqualTo(expected);
    }
}
