package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.runtime.kryo.KryoSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KryoCodecTest {

    /** No POJO: its field is private and has no setter. Refers to itself. */
    static final class Node {
        private final String name;
        private final List<Node> next = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }
    }

    record Tree(Tree left, int value) {}

    /** Writes a node as its name only. */
    public static final class ByName extends Serializer<Node> {
        @Override
        public void write(Kryo kryo, Output output, Node node) {
            output.writeString(node.name);
        }

        @Override
        public Node read(Kryo kryo, Input input, Class<? extends Node> type) {
            return new Node("named " + input.readString());
        }
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        DataInputDeserializer in = new DataInputDeserializer(copied.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    @Test
    void valuesOfTheJdkComeBackAndCopy() throws IOException {
        TypeSerializer<Object> serializer = Types.GENERIC(Object.class).createSerializer(new SerializerSettings());
        BitSet bits = new BitSet();
        bits.set(70);
        List<Object> values = Arrays.asList(
                "text",
                null,
                List.of(1, 2),
                Map.of("a", 1),
                Arrays.asList(1, null),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableMap(new TreeMap<>(Map.of("z", 1))),
                new TreeMap<>(Map.of("b", 2, "a", 1)),
                new TreeMap<>(Map.of("b", 2, "a", 1)).keySet(),
                Optional.of(3),
                UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
                bits,
                Locale.GERMANY,
                java.time.ZonedDateTime.parse("2024-01-01T00:00:00+01:00[Europe/Berlin]"),
                new Tree(new Tree(null, 1), 2),
                Collections.synchronizedMap(new TreeMap<>(Map.of(1, 2))));
        for (Object value : values) {
            assertThat(roundTrip(serializer, value)).isEqualTo(value);
            assertThat(serializer.copy(value)).isEqualTo(value);
        }
        assertThat(roundTrip(serializer, new ArrayDeque<>(List.of(1, 2)))).hasToString("[1, 2]");
    }

    @Test
    void cyclesOfObjectsSurvive() throws IOException {
        TypeSerializer<Node> serializer = TypeInformation.of(Node.class).createSerializer(new SerializerSettings());
        Node node = new Node("a");
        node.next.add(node);
        Node read = roundTrip(serializer, node);
        assertThat(read.name).isEqualTo("a");
        assertThat(read.next).containsExactly(read);
        Node copy = serializer.copy(node);
        assertThat(copy).isNotSameAs(node);
        assertThat(copy.next).containsExactly(copy);
    }

    @Test
    void anExceptionComesBackWithItsMessage() throws IOException {
        TypeSerializer<IllegalStateException> serializer =
                Types.GENERIC(IllegalStateException.class).createSerializer(new SerializerSettings());
        assertThat(roundTrip(serializer, new IllegalStateException("why"))).hasMessage("why");
    }

    @Test
    void aRegisteredSerializerIsUsed() throws IOException {
        SerializerSettings settings = new SerializerSettings();
        settings.registerTypeWithKryoSerializer(Node.class, ByName.class);
        TypeSerializer<Node> serializer = TypeInformation.of(Node.class).createSerializer(settings);
        assertThat(roundTrip(serializer, new Node("x")).name).isEqualTo("named x");
    }

    /** Writes a node as its name behind a prefix of its own; counts for itself. */
    public static final class Prefixed extends Serializer<Node> implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String prefix;
        private int written;

        Prefixed(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void write(Kryo kryo, Output output, Node node) {
            written++;
            output.writeString(prefix + node.name);
        }

        @Override
        public Node read(Kryo kryo, Input input, Class<? extends Node> type) {
            return new Node(input.readString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRegisteredInstanceIsUsedAndNeverShared(boolean exact) throws IOException {
        Prefixed given = new Prefixed("hello ");
        ExecutionConfig settings = new ExecutionConfig();
        if (exact) {
            settings.registerTypeWithKryoSerializer(Node.class, given);
        } else {
            settings.addDefaultKryoSerializer(Node.class, given);
        }
        TypeSerializer<Node> serializer =
                TypeInformation.of(Node.class).createSerializer(settings.getSerializerConfig());
        assertThat(roundTrip(serializer, new Node("x")).name).isEqualTo("hello x");
        assertThat(given.written).isZero();

        DataOutputSerializer snapshot = new DataOutputSerializer(16);
        serializer.snapshotConfiguration().writeSnapshot(snapshot);
        KryoSerializer.KryoSerializerSnapshot<Node> read = new KryoSerializer.KryoSerializerSnapshot<>();
        read.readSnapshot(
                1,
                new DataInputDeserializer(snapshot.getCopyOfBuffer()),
                getClass().getClassLoader());
        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(roundTrip(read.restoreSerializer(), new Node("y")).name).isEqualTo("hello y");
    }

    @Test
    void anInstanceThatCannotTravelIsRefused() {
        SerializerSettings settings = new SerializerSettings();
        Object notSerializable = new Object();
        settings.registerTypeWithKryoSerializer(
                Node.class, (Comparable<Object> & Serializable) other -> notSerializable.hashCode());
        assertThatThrownBy(() -> TypeInformation.of(Node.class).createSerializer(settings))
                .hasMessageContaining("register its class instead");
    }

    @Test
    void aRegisteredClassThatIsNoSerializerIsRefused() {
        SerializerSettings settings = new SerializerSettings();
        settings.addDefaultKryoSerializer(Node.class, String.class);
        TypeSerializer<Node> serializer = TypeInformation.of(Node.class).createSerializer(settings);
        assertThatThrownBy(() -> roundTrip(serializer, new Node("x")))
                .hasMessageContaining("java.lang.String was registered as a serializer");
    }

    @Test
    void aRegisteredTypeTakesFewerBytes() throws IOException {
        SerializerSettings settings = new SerializerSettings();
        settings.registerKryoType(Node.class);
        DataOutputSerializer named = new DataOutputSerializer(16);
        TypeInformation.of(Node.class)
                .createSerializer(new SerializerSettings())
                .serialize(new Node("x"), named);
        DataOutputSerializer numbered = new DataOutputSerializer(16);
        TypeInformation.of(Node.class).createSerializer(settings).serialize(new Node("x"), numbered);
        assertThat(numbered.length()).isLessThan(named.length());
    }
}
