package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.engine.testing.CompiledClasses;
import dev.weft.types.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State migration: newer versions of a program's classes read what older ones wrote. */
class SchemaEvolutionTest {

    private static TypeSerializer<Object> serializer(Class<?> type) {
        return serializer(TypeExtractor.createTypeInfo(type), new SerializerSettings());
    }

    @SuppressWarnings("unchecked") // the tests know the values
    private static TypeSerializer<Object> serializer(TypeInformation<?> type, SerializerSettings settings) {
        return (TypeSerializer<Object>) type.createSerializer(settings);
    }

    private static Object make(Class<?> type, Object... fields) throws Exception {
        Object value = type.getConstructor().newInstance();
        for (int i = 0; i < fields.length; i += 2) {
            type.getField((String) fields[i]).set(value, fields[i + 1]);
        }
        return value;
    }

    private static Object get(Object value, String field) throws Exception {
        return value.getClass().getField(field).get(value);
    }

    private static CompiledClasses compiled(String... namesAndBodies) {
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < namesAndBodies.length; i += 2) {
            sources.put(namesAndBodies[i], "import java.util.*; public " + namesAndBodies[i + 1]);
        }
        return CompiledClasses.of(sources);
    }

    private static TypeSerializerSchemaCompatibility<Object> ask(
            CompiledClasses before, CompiledClasses now, String type) throws Exception {
        return Migration.written(serializer(before.type(type)), List.of()).askedBy(serializer(now.type(type)), now);
    }

    @Test
    void fieldsOfAPojoComeGoAndWidenAndTheirPartsDoToo() throws Exception {
        CompiledClasses before = compiled(
                "Event",
                "class Event { public int id; public String name; public short level; public Long gone;"
                        + " public List<Integer> list; public Map<String, Inner> inner; public Color color;"
                        + " public Color[] colors; }",
                "Inner",
                "class Inner { public byte small; public boolean flag; }",
                "Color",
                "enum Color { RED, GREEN }");
        CompiledClasses now = compiled(
                "Event",
                "class Event { public long id; public String name; public Integer level; public double score = 1.5;"
                        + " public String added; public List<Long> list; public Map<String, Inner> inner;"
                        + " public Color color; public Color[] colors; }",
                "Inner",
                "class Inner { public double small; public int extra = 7; }",
                "Color",
                "enum Color { NEW, GREEN, RED }");
        Class<?> event = before.type("Event");
        Object red = before.type("Color").getEnumConstants()[0];
        Object[] colors = (Object[]) java.lang.reflect.Array.newInstance(before.type("Color"), 1);
        colors[0] = red;
        Object full = make(
                event,
                "id",
                -5,
                "name",
                "n",
                "level",
                (short) 300,
                "gone",
                9L,
                "list",
                new ArrayList<>(Arrays.asList(1, null, -2)),
                "inner",
                Map.of("k", make(before.type("Inner"), "small", (byte) -3, "flag", true)),
                "color",
                red,
                "colors",
                colors);
        Object empty = make(event);

        Object[] read = Migration.written(serializer(event), List.of(full, empty))
                .migratedTo(serializer(now.type("Event")), now);

        assertThat(get(read[0], "id")).isEqualTo(-5L);
        assertThat(get(read[0], "name")).isEqualTo("n");
        assertThat(get(read[0], "level")).isEqualTo(300);
        assertThat(get(read[0], "score")).isEqualTo(1.5);
        assertThat(get(read[0], "added")).isNull();
        assertThat(get(read[0], "list")).isEqualTo(Arrays.asList(1L, null, -2L));
        Object inner = ((Map<?, ?>) get(read[0], "inner")).get("k");
        assertThat(get(inner, "small")).isEqualTo(-3.0);
        assertThat(get(inner, "extra")).isEqualTo(7);
        assertThat(get(read[0], "color")).hasToString("RED");
        assertThat(((Object[]) get(read[0], "colors"))[0]).hasToString("RED");
        assertThat(get(read[1], "id")).isEqualTo(0L);
        assertThat(get(read[1], "list")).isNull();
        assertThat(get(read[1], "score")).isEqualTo(1.5);
    }

    @Test
    void theRestoredSerializerAloneReadsOldValuesIntoTheNewClass() throws Exception {
        CompiledClasses before = compiled(
                "Event",
                "class Event { public int id; public Integer boxed; public String gone; public List<Integer> list; }");
        CompiledClasses now = compiled(
                "Event",
                "class Event { public long id; public Long boxed; public String added = \"a\"; public List<Long> list; }");
        Object value = make(before.type("Event"), "id", 3, "boxed", 4, "gone", "x", "list", List.of(5));
        Migration state = Migration.written(serializer(before.type("Event")), List.of(value));
        Object read = state.readBy(state.snapshot(now).restoreSerializer())[0];
        assertThat(read.getClass()).isSameAs(now.type("Event"));
        assertThat(get(read, "id")).isEqualTo(3L);
        assertThat(get(read, "boxed")).isEqualTo(4L);
        assertThat(get(read, "added")).isEqualTo("a");
        assertThat(get(read, "list")).isEqualTo(List.of(5L));
    }

    @Test
    void componentsOfARecordComeGoMoveAndWiden() throws Exception {
        CompiledClasses before = compiled("Rec", "record Rec(int a, String b, Long c, float f) {}");
        CompiledClasses now = compiled("Rec", "record Rec(double f, String b, boolean added, long a, Object more) {}");
        Object value = before.type("Rec").getConstructors()[0].newInstance(1, "b", null, 2.5f);
        Object[] read = Migration.written(serializer(before.type("Rec")), List.of(value))
                .migratedTo(serializer(now.type("Rec")), now);
        assertThat(read[0]).hasToString("Rec[f=2.5, b=b, added=false, a=1, more=null]");
    }

    @Test
    void aPojoBecomesARecordAndBack() throws Exception {
        CompiledClasses pojo = compiled("Thing", "class Thing { public String b; public int a; }");
        CompiledClasses record = compiled("Thing", "record Thing(int a, String b) {}");
        Object before = make(pojo.type("Thing"), "a", 1, "b", "x");
        Object[] asRecord = Migration.written(serializer(pojo.type("Thing")), List.of(before))
                .migratedTo(serializer(record.type("Thing")), record);
        assertThat(asRecord[0]).hasToString("Thing[a=1, b=x]");
        Object[] asPojo = Migration.written(serializer(record.type("Thing")), List.of(asRecord[0]))
                .migratedTo(serializer(pojo.type("Thing")), pojo);
        assertThat(get(asPojo[0], "a")).isEqualTo(1);
        assertThat(get(asPojo[0], "b")).isEqualTo("x");
    }

    @Test
    void aFieldThatMovesToASuperclassChangesNothing() throws Exception {
        CompiledClasses before = compiled("Sub", "class Sub { public int a; public int b; }");
        CompiledClasses now =
                compiled("Base", "class Base { public int b; }", "Sub", "class Sub extends Base { public int a; }");
        assertThat(ask(before, now, "Sub").isCompatibleAsIs()).isTrue();
    }

    @Test
    void fieldsGoTogetherWithTheirClasses() throws Exception {
        CompiledClasses before = compiled(
                "Event",
                "class Event { public Inner a; public List<Inner> b; public Inner[] c; public Map<Color, Opaque> d;"
                        + " public Opaque e; public Rec f; public int kept; }",
                "Inner",
                "class Inner { public int x; public Color color; }",
                "Color",
                "enum Color { RED }",
                "Opaque",
                "class Opaque { private int secret = 3; }",
                "Rec",
                "record Rec(Inner inner) {}");
        CompiledClasses now = compiled("Event", "class Event { public int kept; }");
        Class<?> inner = before.type("Inner");
        Object red = before.type("Color").getEnumConstants()[0];
        Object opaque = before.type("Opaque").getConstructor().newInstance();
        Object[] inners = (Object[]) java.lang.reflect.Array.newInstance(inner, 1);
        inners[0] = make(inner, "x", 1, "color", red);
        Object value = make(
                before.type("Event"),
                "a",
                make(inner),
                "b",
                new ArrayList<>(List.of(make(inner))),
                "c",
                inners,
                "d",
                new HashMap<>(Map.of(red, opaque)),
                "e",
                opaque,
                "f",
                before.type("Rec").getConstructors()[0].newInstance(make(inner)),
                "kept",
                42);
        Object[] read = Migration.written(serializer(before.type("Event")), List.of(value, value))
                .migratedTo(serializer(now.type("Event")), now);
        assertThat(get(read[1], "kept")).isEqualTo(42);
    }

    @Test
    void aBoxMayBecomeAPrimitiveAsLongAsNoneWasNull() throws Exception {
        CompiledClasses before = compiled("Event", "class Event { public Integer n; }");
        CompiledClasses now = compiled("Event", "class Event { public int n; }");
        TypeSerializer<Object> newer = serializer(now.type("Event"));
        Object some = make(before.type("Event"), "n", 5);
        Object[] read = Migration.written(serializer(before.type("Event")), List.of(some))
                .migratedTo(newer, now);
        assertThat(get(read[0], "n")).isEqualTo(5);
        Migration withNull = Migration.written(serializer(before.type("Event")), List.of(make(before.type("Event"))));
        assertThatThrownBy(() -> withNull.migratedTo(newer, now))
                .hasMessageContaining(
                        "Field 'n' of Event is null in a stored value, but now is of the primitive type int");
    }

    @Test
    void whatCanNotBeReadIsRefusedWithTheReason() throws Exception {
        CompiledClasses before = compiled(
                "Text", "class Text { public String a; }",
                "Wide", "class Wide { public long a; }",
                "Lost", "class Lost { public Color c; }",
                "Color", "enum Color { RED, GREEN }",
                "Deep", "class Deep { public List<Text> texts; }");
        CompiledClasses now = compiled(
                "Text", "class Text { public int a; }",
                "Wide", "class Wide { public int a; }",
                "Lost", "class Lost { public Color c; }",
                "Color", "enum Color { GREEN }",
                "Deep", "class Deep { public List<Text> texts; }");
        assertThat(ask(before, now, "Text").reason())
                .contains("field 'a' of Text")
                .contains("written as dev.weft.api.common.typeutils.base.StringSerializer")
                .contains("is now dev.weft.api.common.typeutils.base.IntSerializer");
        assertThat(ask(before, now, "Wide").reason())
                .contains("field 'a' of Wide")
                .contains("LongSerializer");
        assertThat(ask(before, now, "Lost").reason())
                .contains("field 'c' of Lost: enum Color has lost its constants [RED]");
        assertThat(ask(before, now, "Deep").reason())
                .contains(
                        "field 'texts' of Deep: in dev.weft.api.common.typeutils.base.ListSerializer: field 'a' of Text");
        assertThat(ask(before, now, "Text").isIncompatible()).isTrue();
        TypeSerializerSchemaCompatibility<Object> other = Migration.written(serializer(before.type("Text")), List.of())
                .askedBy(serializer(now.type("Wide")), now);
        assertThat(other.reason()).isEqualTo("it was written as POJO Text, and is now POJO Wide");
        assertThatThrownBy(() -> other.readerOf(null)).hasMessageContaining("incompatible schema");
    }

    @Test
    void elementsOfTuplesAndCollectionsWidenInPlace() throws Exception {
        SerializerSettings settings = new SerializerSettings();
        ClassLoader loader = getClass().getClassLoader();
        TypeSerializer<Object> before = serializer(
                Types.TUPLE(Types.INT, Types.LIST(Types.SHORT), Types.MAP(Types.BYTE, Types.FLOAT)), settings);
        TypeSerializer<Object> now = serializer(
                Types.TUPLE(Types.LONG, Types.LIST(Types.DOUBLE), Types.MAP(Types.SHORT, Types.DOUBLE)), settings);
        Object value = dev.weft.api.java.tuple.Tuple3.of(
                1, new ArrayList<>(List.of((short) 2)), new HashMap<>(Map.of((byte) 3, 0.5f)));
        Object[] read = Migration.written(before, List.of(value)).migratedTo(now, loader);
        assertThat(read[0]).isEqualTo(dev.weft.api.java.tuple.Tuple3.of(1L, List.of(2.0), Map.of((short) 3, 0.5)));
        Object[] plain = Migration.written(serializer(Types.INT, settings), List.of(7))
                .migratedTo(serializer(Types.LONG, settings), loader);
        assertThat(plain).containsExactly(7L);
    }

    @Test
    void fieldsOfARowComeGoMoveAndWidenByName() throws Exception {
        SerializerSettings settings = new SerializerSettings();
        ClassLoader loader = getClass().getClassLoader();
        TypeSerializer<Object> before = serializer(
                Types.ROW_NAMED(new String[] {"a", "b", "c"}, Types.INT, Types.STRING, Types.LONG), settings);
        TypeSerializer<Object> now = serializer(
                Types.ROW_NAMED(new String[] {"c", "d", "a"}, Types.LONG, Types.STRING, Types.LONG), settings);
        Row row = Row.of(1, "b", null);
        Row read = (Row) Migration.written(before, List.of(row)).migratedTo(now, loader)[0];
        assertThat(read.getField("a")).isEqualTo(1L);
        assertThat(read.getField("c")).isNull();
        assertThat(read.getField("d")).isNull();
        assertThat(read.getArity()).isEqualTo(3);
    }
}
