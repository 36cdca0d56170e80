package dev.weft.api.common.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.util.FlinkRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TypeInformationSerializationSchemaTest {

    private static final TypeInformation<Tuple2<String, Long>> TYPE = Types.TUPLE(Types.STRING, Types.LONG);

    private final TypeInformationSerializationSchema<Tuple2<String, Long>> schema =
            new TypeInformationSerializationSchema<>(TYPE, new ExecutionConfig());

    @Test
    void elementsAreReadAgainByASchemaThatHasTravelled() throws Exception {
        byte[] first = schema.serialize(Tuple2.of("a", 1L));
        byte[] second = schema.serialize(Tuple2.of("\u00e9", -1L));
        TypeInformationSerializationSchema<Tuple2<String, Long>> copy = copy(schema);

        assertThat(copy.deserialize(second)).isEqualTo(Tuple2.of("\u00e9", -1L));
        assertThat(copy.deserialize(first)).isEqualTo(Tuple2.of("a", 1L));
        assertThat(copy.getProducedType()).isEqualTo(TYPE);
        assertThat(copy.isEndOfStream(Tuple2.of("a", 1L))).isFalse();
    }

    @Test
    void messagesOfAnotherLengthAreRefusedWithTheType() {
        byte[] message = schema.serialize(Tuple2.of("a", 1L));

        assertThatThrownBy(() -> schema.deserialize(Arrays.copyOf(message, message.length - 1)))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessageContaining("a message of " + (message.length - 1) + " bytes is no element of type " + TYPE);
        assertThatThrownBy(() -> schema.deserialize(Arrays.copyOf(message, message.length + 3)))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessageContaining("3 bytes are left over");
        assertThat(schema.deserialize(message)).isEqualTo(Tuple2.of("a", 1L));
    }

    @SuppressWarnings("unchecked")
    private static <S> S copy(S schema) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(schema);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (S) in.readObject();
        }
    }
}
