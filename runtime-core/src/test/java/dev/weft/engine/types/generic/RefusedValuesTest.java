package dev.weft.engine.types.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that the generic fallback rejects, and the error messages. */
class RefusedValuesTest {

    /** Has what can't travel two fields deep. */
    static final class Report {
        private final Style[] styles = {new Style()};
        private final Thread unused;

        Report(Thread unused) {
            this.unused = unused;
        }
    }

    /** Knows how dates look. */
    static final class Style {
        private final DateTimeFormatter dates = DateTimeFormatter.ISO_DATE;
    }

    /** Has a field that is never sent. */
    static final class Working {
        private final transient Thread worker = Thread.currentThread();
        private final int number = 3;
    }

    /** Extends a class whose fields are closed. */
    static final class Counting extends IntSummaryStatistics {
        private int times;
    }

    private static TypeSerializer<Object> generic() {
        return Types.GENERIC(Object.class).createSerializer(new SerializerSettings());
    }

    static Stream<Arguments> typesThatNeverWork() {
        return Stream.of(
                Arguments.of(DateTimeFormatter.class, "DateTimeFormatter does not tell its pattern"),
                Arguments.of(StringJoiner.class, "StringJoiner does not tell its delimiter"),
                Arguments.of(
                        Report.class, "field 'styles[].dates': a java.time.format.DateTimeFormatter does not tell"),
                Arguments.of(
                        Thread.class, "java.lang.Thread is not Serializable, and the Java platform keeps its fields"),
                Arguments.of(ByteArrayInputStream.class, "java.io.ByteArrayInputStream is not Serializable"),
                Arguments.of(WeakHashMap.class, "java.util.WeakHashMap is not Serializable"),
                Arguments.of(
                        Counting.class,
                        "extends java.util.IntSummaryStatistics, whose fields the Java platform keeps"));
    }

    @ParameterizedTest
    @MethodSource("typesThatNeverWork")
    void aTypeThatNeverWorksIsRefusedWhenItsSerializerIsMade(Class<?> type, String reason) {
        TypeInformation<?> information = Types.GENERIC(type);
        assertThatThrownBy(() -> information.createSerializer(new SerializerSettings()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("No value of " + type.getName() + " can be serialized: ")
                .hasMessageContaining(reason);
    }

    /** Writes nothing of a formatter. */
    public static final class Nothing extends Serializer<DateTimeFormatter> {
        @Override
        public void write(Kryo kryo, Output output, DateTimeFormatter formatter) {}

        @Override
        public DateTimeFormatter read(Kryo kryo, Input input, Class<? extends DateTimeFormatter> type) {
            return DateTimeFormatter.ISO_DATE;
        }
    }

    @Test
    void aSerializerOfTheProgramsOwnMakesATypeWork() {
        ExecutionConfig config = new ExecutionConfig();
        config.registerTypeWithKryoSerializer(DateTimeFormatter.class, Nothing.class);
        TypeSerializer<Style> serializer = Types.GENERIC(Style.class).createSerializer(config);
        assertThat(serializer.copy(new Style()).dates).isNotNull();
    }

    @Test
    void aTransientFieldIsNotLookedAt() throws IOException {
        TypeSerializer<Working> serializer = Types.GENERIC(Working.class).createSerializer(new SerializerSettings());
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(new Working(), out);
        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())).number)
                .isEqualTo(3);
    }

    private static TreeMap<String, Integer> sortedByLambda() {
        TreeMap<String, Integer> map = new TreeMap<>((a, b) -> b.compareTo(a));
        map.put("a", 1);
        return map;
    }

    /** Holds anything. */
    static final class Holder {
        private final Object content;

        Holder(Object content) {
            this.content = content;
        }
    }

    static Stream<Arguments> valuesThatDoNotWork() {
        return Stream.of(
                Arguments.of(
                        new Holder(DateTimeFormatter.ISO_DATE),
                        "DateTimeFormatter does not tell its pattern",
                        "found at field content (" + Holder.class.getName() + ")"),
                Arguments.of(
                        sortedByLambda(), "a lambda of " + RefusedValuesTest.class.getName(), "Serializable) (a, b)"),
                Arguments.of(
                        Base64.getMimeEncoder(8, new byte[] {'-'}),
                        "a Base64.Encoder with lines",
                        "make it where it is used"),
                Arguments.of(
                        new ArrayList<>(List.of(new StringJoiner(","))),
                        "StringJoiner does not tell its delimiter",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("valuesThatDoNotWork")
    void aValueThatDoesNotWorkIsRefusedByNameWrittenOrCopied(Object value, String reason, String more) {
        assertThatThrownBy(() -> generic().serialize(value, new DataOutputSerializer(16)))
                .hasMessageContaining("A value of generic type java.lang.Object can't be written")
                .hasMessageContaining(reason)
                .hasMessageContaining(more);
        assertThatThrownBy(() -> generic().copy(value)).hasMessageContaining(reason);
    }
}
