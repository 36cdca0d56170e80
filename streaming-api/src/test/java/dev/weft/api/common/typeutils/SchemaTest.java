package dev.weft.api.common.typeutils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.EnumSerializer;
import dev.weft.api.common.typeutils.base.IntSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SchemaTest {
    enum Level {
        LOW,
        HIGH,
        NEW
    }

    @Test
    void anEnumWhoseConstantsMovedKeepsTheOldNumbers() throws IOException {
        TypeSerializerSnapshot<Level> old = enumSnapshot("HIGH", "LOW");
        TypeSerializerSchemaCompatibility<Level> answer =
                new EnumSerializer<>(Level.class).snapshotConfiguration().resolveSchemaCompatibility(old);
        assertThat(answer.isCompatibleWithReconfiguredSerializer()).isTrue();
        TypeSerializer<Level> reconfigured = answer.getReconfiguredSerializer();
        assertThat(reconfigured.deserialize(new DataInputDeserializer(new byte[] {1})))
                .isEqualTo(Level.HIGH);
        assertThat(SerializerContract.bytes(reconfigured, Level.NEW)).containsExactly(3);
    }

    @Test
    void anEnumThatLostAConstantIsIncompatible() throws IOException {
        assertThat(new EnumSerializer<>(Level.class)
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(enumSnapshot("GONE"))
                        .isIncompatible())
                .isTrue();
    }

    private static TypeSerializerSnapshot<Level> enumSnapshot(String... names) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        out.writeUTF(Level.class.getName());
        out.writeInt(names.length);
        for (String name : names) {
            out.writeUTF(name);
        }
        EnumSerializer.EnumSerializerSnapshot<Level> snapshot = new EnumSerializer.EnumSerializerSnapshot<>();
        snapshot.readSnapshot(1, new DataInputDeserializer(out.getCopyOfBuffer()), Level.class.getClassLoader());
        return snapshot;
    }

    @Test
    void aFieldOfAnotherTypeMakesATupleIncompatible() {
        TypeSerializer<Tuple2<Integer, String>> now = Types.<Tuple2<Integer, String>>TUPLE(Types.INT, Types.STRING)
                .createSerializer(new SerializerSettings());
        TypeSerializer<Tuple2<Integer, String>> before = Types.<Tuple2<Integer, String>>TUPLE(Types.LONG, Types.STRING)
                .createSerializer(new SerializerSettings());
        assertThat(now.snapshotConfiguration()
                        .resolveSchemaCompatibility(before.snapshotConfiguration())
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void immutabilityIsOnlyClaimedWhereEverythingInsideIsImmutable() {
        record Immutable(int a, String b, Level c, java.time.Instant d) {}
        record Holder(int a, int[] b) {}
        assertThat(isImmutable(TypeInformation.of(Immutable.class))).isTrue();
        assertThat(isImmutable(TypeInformation.of(Holder.class))).isFalse();
        assertThat(isImmutable(Types.TUPLE(Types.INT))).isFalse();
        assertThat(isImmutable(TypeInformation.of(Person.class))).isFalse();
        assertThat(isImmutable(Types.EITHER(Types.INT, Types.INT))).isFalse();
        assertThat(isImmutable(Types.SQL_DATE)).isFalse();
        assertThat(isImmutable(Types.GENERIC(java.util.UUID.class))).isTrue();
        assertThat(isImmutable(Types.GENERIC(Object.class))).isFalse();
        assertThat(isImmutable(Types.LIST(Types.INT))).isFalse();
    }

    /** A value class as people write it; no POJO, so generic. */
    static final class Money {
        private final long cents;
        private final String currency;
        private final Money before;
        private final Shape shape = new Circle(1);

        Money(long cents, String currency, Money before) {
            this.cents = cents;
            this.currency = currency;
            this.before = before;
        }
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    enum Square implements Shape {
        ONE
    }

    sealed interface Open permits Anything {}

    static non-sealed class Anything implements Open {
        final int x = 1;
    }

    static final class Cached {
        private final String text = "";
        private int hash;
    }

    static final class WithArray {
        private final int[] numbers = {1};
    }

    static final class WithList {
        private final java.util.List<String> texts = java.util.List.of();
    }

    @Test
    void aGenericTypeIsImmutableIfItsDeclarationsProveIt() {
        record Deep(Money money, Shape shape, java.util.UUID id) {}
        record Shallow(Object anything) {}
        assertThat(isImmutable(Types.GENERIC(Money.class))).isTrue();
        assertThat(isImmutable(Types.GENERIC(Shape.class))).isTrue();
        assertThat(isImmutable(TypeInformation.of(Deep.class))).isTrue();
        assertThat(isImmutable(TypeInformation.of(Shallow.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(Open.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(Anything.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(Cached.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(WithArray.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(WithList.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(String[].class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(java.util.Optional.class))).isFalse();
        assertThat(isImmutable(Types.GENERIC(Comparable.class))).isFalse();
    }

    private static boolean isImmutable(TypeInformation<?> type) {
        return type.createSerializer(new SerializerSettings()).isImmutableType();
    }

    @Test
    void aNullFieldOfATupleIsNamed() {
        TypeSerializer<Tuple2<Integer, Integer>> serializer =
                Types.<Tuple2<Integer, Integer>>TUPLE(Types.INT, Types.INT).createSerializer(new SerializerSettings());
        assertThatThrownBy(() -> SerializerContract.bytes(serializer, Tuple2.of(1, null)))
                .hasMessageContaining("Field 1 is null");
    }

    @Test
    void aSubclassOfAPojoKeepsItsClassAndFields() throws IOException {
        TypeSerializer<Named> serializer = TypeInformation.of(Named.class).createSerializer(new SerializerSettings());
        Person person = Person.random(new java.util.Random(7));
        SerializerContract.holdsFor(serializer, person);
    }

    @Test
    void anIntegerOfVariableLengthThatNeverEndsIsCorrupt() {
        byte[] endless = {-1, -1, -1, -1, -1, -1};
        assertThatThrownBy(() -> Types.STRING
                        .createSerializer(new SerializerSettings())
                        .deserialize(new DataInputDeserializer(endless)))
                .hasMessageContaining("Corrupt data");
    }

    @Test
    void genericTypesCanBeForbidden() {
        SerializerSettings settings = new SerializerSettings();
        settings.setGenericTypes(false);
        assertThatThrownBy(() -> Types.GENERIC(Object.class).createSerializer(settings))
                .hasMessageContaining("Generic types are disabled")
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void aSnapshotOfALaterVersionIsRefused() {
        IntSerializer.IntSerializerSnapshot snapshot = new IntSerializer.IntSerializerSnapshot();
        assertThatThrownBy(() -> snapshot.readSnapshot(2, new DataInputDeserializer(), null))
                .hasMessageContaining("can't read version 2");
    }
}
