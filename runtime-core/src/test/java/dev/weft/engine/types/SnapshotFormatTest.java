package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.IntSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.types.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins the bytes of serializer snapshots, which must stay readable for ever. */
class SnapshotFormatTest {
    private static final ClassLoader LOADER = SnapshotFormatTest.class.getClassLoader();
    private static final String BASE = "dev.weft.api.common.typeutils.base.";
    private static final String RUNTIME = "dev.weft.api.java.typeutils.runtime.";

    enum Color {
        RED,
        GREEN
    }

    record Pin(int a, Long b) {}

    /** A POJO. */
    public static class Pojo {
        public String text;
        public int[] numbers;
    }

    /** Its registered subclass. */
    public static final class SubPojo extends Pojo {}

    private static byte[] bytes(TypeSerializer<?> serializer) throws IOException {
        return bytes(serializer.snapshotConfiguration());
    }

    private static byte[] bytes(TypeSerializerSnapshot<?> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return out.getCopyOfBuffer();
    }

    private static <T> TypeSerializerSnapshot<T> read(byte[] bytes) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(new DataInputDeserializer(bytes), LOADER);
    }

    /** Shows bytes as text: printable characters as they are, others as {@code <n>}. */
    private static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b > ' ' && b < 127 && b != '<' ? String.valueOf((char) b) : "<" + (b & 0xff) + ">");
        }
        return text.toString();
    }

    /** The versioned form: name, version 1, length, content. */
    private static String versioned(String name, String content, int contentBytes) {
        return utf(name) + "<0><0><0><1>" + integer(contentBytes) + content;
    }

    private static String utf(String text) {
        return shown(new byte[] {0, (byte) text.length()}) + text;
    }

    private static String integer(int number) {
        return shown(new byte[] {0, 0, (byte) (number >> 8), (byte) number});
    }

    private static String simple(String name) {
        return versioned(BASE + name + "Serializer$" + name + "SerializerSnapshot", "", 0);
    }

    private static int size(String shown) {
        return shown.replaceAll("<\\d+>", "x").length();
    }

    private static String versioned(String name, String content) {
        return versioned(name, content, size(content));
    }

    @Test
    void theBytesOfSnapshotsArePinned() throws IOException {
        SerializerSettings settings = new SerializerSettings();
        assertThat(shown(bytes(IntSerializer.INSTANCE))).isEqualTo(simple("Int"));
        assertThat(shown(bytes(Types.LIST(Types.STRING).createSerializer(settings))))
                .isEqualTo(versioned(
                        BASE + "ListSerializer$ListSerializerSnapshot",
                        "<0><0><0><1>" + "<0><0><0><1>" + simple("String")));
        assertThat(shown(bytes(Types.ENUM(Color.class).createSerializer(settings))))
                .isEqualTo(versioned(
                        BASE + "EnumSerializer$EnumSerializerSnapshot",
                        utf(Color.class.getName()) + integer(2) + utf("RED") + utf("GREEN")));
        assertThat(shown(bytes(TypeInformation.of(Pin.class).createSerializer(settings))))
                .isEqualTo(versioned(
                        RUNTIME + "ProductSerializerSnapshot",
                        "<2>" + utf(Pin.class.getName()) + integer(2) + utf("a") + "<0>" + simple("Int") + utf("b")
                                + "<1>" + simple("Long") + integer(0) + integer(0)));
        assertThat(shown(bytes(Types.ROW_NAMED(new String[] {"x"}, Types.INT).createSerializer(settings))))
                .isEqualTo(versioned(RUNTIME + "RowSerializerSnapshot", integer(1) + utf("x") + "<0>" + simple("Int")));
        settings.registerKryoType(Color.class);
        assertThat(shown(bytes(Types.GENERIC(Object.class).createSerializer(settings))))
                .isEqualTo(versioned(
                        RUNTIME + "kryo.KryoSerializer$KryoSerializerSnapshot",
                        utf("java.lang.Object") + integer(1) + utf(Color.class.getName()) + "<0>" + integer(0)));
    }

    @Test
    void theBytesOfAPojosSnapshotNameItsRegisteredSubclasses() throws IOException {
        SerializerSettings settings = new SerializerSettings();
        settings.registerPojoType(SubPojo.class);
        String fields = integer(2) + utf("numbers") + "<0>"
                + versioned(BASE + "array.IntPrimitiveArraySerializer$IntPrimitiveArraySerializerSnapshot", "")
                + utf("text") + "<0>" + simple("String");
        String sub = versioned(
                RUNTIME + "ProductSerializerSnapshot",
                "<1>" + utf(SubPojo.class.getName()) + fields + integer(0) + integer(0));
        assertThat(shown(bytes(TypeInformation.of(Pojo.class).createSerializer(settings))))
                .isEqualTo(versioned(
                        RUNTIME + "ProductSerializerSnapshot",
                        "<1>" + utf(Pojo.class.getName()) + fields + integer(1) + utf(SubPojo.class.getName()) + sub
                                + integer(0)));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                        TypeInformation.of(Pojo.class),
                        TypeInformation.of(Pin.class),
                        new TypeHint<Tuple2<List<Pin>, Map<Color, Pojo[]>>>() {}.getTypeInfo(),
                        new TypeHint<Either<Set<Pojo>, Object>>() {}.getTypeInfo(),
                        Types.ROW(Types.INT, TypeInformation.of(Pin.class)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSnapshotSurvivesAnyNumberOfRestores(TypeInformation<?> type) throws IOException {
        TypeSerializer<?> serializer = type.createSerializer(new SerializerSettings());
        byte[] first = bytes(serializer);
        TypeSerializerSnapshot<Object> read = read(first);
        assertThat(bytes(read)).isEqualTo(first);
        TypeSerializer<Object> restored = read.restoreSerializer();
        assertThat((Object) restored).isEqualTo(serializer);
        assertThat(bytes(restored)).isEqualTo(first);
        assertThat(restored.snapshotConfiguration()
                        .resolveSchemaCompatibility(read(first))
                        .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void aSnapshotWhoseClassIsGoneIsCarriedOnAndSaysSoWhenItIsNeeded() throws IOException {
        byte[] gone = shownAsBytes("com.example.GoneSnapshot", 7, "content");
        TypeSerializerSnapshot<Object> snapshot = read(gone);
        assertThat(bytes(snapshot)).isEqualTo(gone);
        assertThat(snapshot.getCurrentVersion()).isEqualTo(7);
        assertThatThrownBy(snapshot::restoreSerializer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.example.GoneSnapshot")
                .hasMessageContaining("was it renamed or left out?");
        TypeSerializerSchemaCompatibility<?> answer = resolve(IntSerializer.INSTANCE.snapshotConfiguration(), snapshot);
        assertThat(answer.reason())
                .isEqualTo(
                        "it was written as an unknown type with serializer snapshot com.example.GoneSnapshot, and is now"
                                + " dev.weft.api.common.typeutils.base.IntSerializer");
    }

    @SuppressWarnings("unchecked") // the test asks across types
    private static <T> TypeSerializerSchemaCompatibility<T> resolve(
            TypeSerializerSnapshot<T> current, TypeSerializerSnapshot<?> old) {
        return current.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old);
    }

    private static byte[] shownAsBytes(String name, int version, String content) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(name);
        out.writeInt(version);
        out.writeInt(content.length());
        out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        return out.getCopyOfBuffer();
    }

    @Test
    void nothingButASnapshotIsCreatedForAName() {
        assertThatThrownBy(() -> read(shownAsBytes("java.util.ArrayList", 1, "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("java.util.ArrayList is named as a serializer snapshot, but it is none");
    }

    /** Reads less than it writes, or more. */
    public static final class Careless implements TypeSerializerSnapshot<Object> {
        private static int toRead;

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeInt(1);
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
            in.readFully(new byte[toRead]);
        }

        @Override
        public TypeSerializer<Object> restoreSerializer() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aSnapshotThatReadsTooLittleOrTooMuchIsNamed() throws IOException {
        byte[] written = bytes(new Careless());
        Careless.toRead = 3;
        assertThatThrownBy(() -> read(written))
                .hasMessageContaining("Careless left 1 of 4 bytes of its version 1 unread");
        Careless.toRead = 5;
        assertThatThrownBy(() -> read(written))
                .hasMessageContaining("Careless can't read its version 1 from the 4 bytes");
    }

    @Test
    void everyCutOffSnapshotFailsWithAnIoException() throws IOException {
        byte[] whole = bytes(TypeInformation.of(Pin.class).createSerializer(new SerializerSettings()));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }
}
