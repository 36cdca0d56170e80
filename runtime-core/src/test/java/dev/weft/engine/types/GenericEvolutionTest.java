package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.engine.testing.CompiledClasses;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State migration with the generic fallback: registrations of an older and a newer program. */
class GenericEvolutionTest {
    private static final CompiledClasses ALL = CompiledClasses.of(
            Map.of("A", "public record A(int x) {}", "B", "public record B(String y) {}", "C", "public record C() {}"));
    private static final CompiledClasses WITHOUT_B =
            CompiledClasses.of(Map.of("A", "public record A(int x) {}", "C", "public record C() {}"));

    /** Adds one. */
    public static final class PlusOne extends Serializer<Integer> {
        @Override
        public void write(Kryo kryo, Output output, Integer value) {
            output.writeInt(value + 1);
        }

        @Override
        public Integer read(Kryo kryo, Input input, Class<? extends Integer> type) {
            return input.readInt() - 1;
        }
    }

    private static TypeSerializer<Object> generic(CompiledClasses version, String... registered) throws Exception {
        SerializerSettings settings = new SerializerSettings();
        for (String name : registered) {
            settings.registerKryoType(version.type(name));
        }
        return Types.GENERIC(Object.class).createSerializer(settings);
    }

    private static Object make(String type, Object... arguments) throws Exception {
        return ALL.type(type).getConstructors()[0].newInstance(arguments);
    }

    private static void inLoader(ClassLoader loader, Check check) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            check.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** A part of a test. */
    private interface Check {
        void run() throws Exception;
    }

    @Test
    void numbersStayWhenRegistrationsMove() throws Exception {
        List<Object> values = List.of(make("A", 1), make("B", "b"));
        Migration state = Migration.written(generic(ALL, "B", "A"), values);
        TypeSerializerSchemaCompatibility<Object> answer = state.askedBy(generic(ALL, "C", "A", "B"), ALL);
        assertThat(answer.isCompatibleWithReconfiguredSerializer()).isTrue();
        inLoader(
                ALL,
                () -> assertThat(state.readBy(answer.getReconfiguredSerializer()))
                        .containsExactlyElementsOf(values));
        assertThat(state.askedBy(generic(ALL, "B", "A", "C"), ALL).isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void aRegisteredClassThatIsGoneKeepsItsNumberUnused() throws Exception {
        Migration state = Migration.written(generic(ALL, "B", "A"), List.of(make("A", 1)));
        TypeSerializerSchemaCompatibility<Object> answer = state.askedBy(generic(WITHOUT_B, "A", "C"), WITHOUT_B);
        assertThat(answer.isCompatibleWithReconfiguredSerializer()).isTrue();
        inLoader(
                WITHOUT_B,
                () -> assertThat(state.readBy(answer.getReconfiguredSerializer())[0])
                        .hasToString("A[x=1]")
                        .isInstanceOf(WITHOUT_B.type("A")));
        Migration gone = Migration.written(generic(ALL, "B", "A"), List.of(make("B", "b")));
        inLoader(
                WITHOUT_B,
                () -> assertThatThrownBy(() -> gone.readBy(answer.getReconfiguredSerializer()))
                        .hasMessageContaining("A value of generic type java.lang.Object can't be read"));
    }

    @Test
    void aSerializerOfItsOwnForATypeMeansMigration() throws Exception {
        SerializerSettings settings = new SerializerSettings();
        settings.registerTypeWithKryoSerializer(Integer.class, PlusOne.class);
        TypeSerializer<Object> now = Types.GENERIC(Object.class).createSerializer(settings);
        SerializerSettings plain = new SerializerSettings();
        plain.registerKryoType(Integer.class);
        TypeSerializer<Object> numbered = Types.GENERIC(Object.class).createSerializer(plain);
        TypeSerializer<Object> unregistered = Types.GENERIC(Object.class).createSerializer(new SerializerSettings());
        ClassLoader loader = getClass().getClassLoader();
        for (TypeSerializer<Object> before : List.of(numbered, unregistered)) {
            assertThat(Migration.written(before, List.of(5, "x")).migratedTo(now, loader))
                    .containsExactly(5, "x");
        }
    }
}
