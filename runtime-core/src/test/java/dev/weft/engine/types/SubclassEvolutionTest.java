package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.testing.CompiledClasses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State migration of POJO subclasses, registered or not. */
class SubclassEvolutionTest {
    private static final CompiledClasses OLD = CompiledClasses.of(Map.of(
            "Animal", "public class Animal { public int age; }",
            "Cat", "public class Cat extends Animal { public int lives; }",
            "Dog", "public class Dog extends Animal { public String name; }",
            "Emu", "public class Emu extends Animal { public boolean fast; }"));
    private static final CompiledClasses NEW = CompiledClasses.of(Map.of(
            "Animal", "public class Animal { public int age; }",
            "Cat", "public class Cat extends Animal { public long lives; public String color = \"grey\"; }",
            "Dog", "public class Dog extends Animal { public String name; }",
            "Fox", "public class Fox extends Animal {}"));

    private static TypeSerializer<Object> animals(CompiledClasses version, String... registered) throws Exception {
        SerializerSettings settings = new SerializerSettings();
        for (String name : registered) {
            settings.registerPojoType(version.type(name));
        }
        return TypeExtractor.createTypeInfo(version.type("Animal")).createSerializer(settings);
    }

    private static Object old(String type, String field, Object value) throws Exception {
        Object animal = OLD.type(type).getConstructor().newInstance();
        OLD.type(type).getField("age").set(animal, 3);
        OLD.type(type).getField(field).set(animal, value);
        return animal;
    }

    private static Object get(Object value, String field) throws Exception {
        return value.getClass().getField(field).get(value);
    }

    private static byte[] bytes(TypeSerializer<Object> serializer, Object value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    @Test
    void aRegisteredSubclassTakesANumberInsteadOfItsName() throws Exception {
        Object dog = old("Dog", "name", "x");
        assertThat(bytes(animals(OLD, "Cat", "Dog"), dog)).startsWith(3, 1);
        assertThat(bytes(animals(OLD), dog)).startsWith(2, 0, 3, 'D', 'o', 'g');
    }

    @Test
    void changedSubclassesAreMigratedByNameAndByNumber() throws Exception {
        List<Object> values = List.of(old("Cat", "lives", 9), old("Dog", "name", "rex"), old("Animal", "age", 1));
        for (String[] registered : new String[][] {{}, {"Dog", "Cat"}}) {
            Object[] read = Migration.written(animals(OLD, registered), values).migratedTo(animals(NEW), NEW);
            assertThat(get(read[0], "lives")).isEqualTo(9L);
            assertThat(get(read[0], "color")).isEqualTo("grey");
            assertThat(get(read[0], "age")).isEqualTo(3);
            assertThat(get(read[1], "name")).isEqualTo("rex");
            assertThat(get(read[2], "age")).isEqualTo(1);
        }
    }

    @Test
    void numbersStayWhenRegistrationsMoveAndOthersCome() throws Exception {
        List<Object> values = List.of(old("Emu", "fast", true), old("Dog", "name", "rex"));
        Migration state = Migration.written(animals(OLD, "Emu", "Dog"), values);
        TypeSerializerSchemaCompatibility<Object> answer = state.askedBy(animals(OLD, "Cat", "Dog"), OLD);
        assertThat(answer.isCompatibleWithReconfiguredSerializer()).isTrue();
        TypeSerializer<Object> reconfigured = answer.getReconfiguredSerializer();
        Object[] read = state.readBy(reconfigured);
        assertThat(get(read[0], "fast")).isEqualTo(true);
        assertThat(get(read[1], "name")).isEqualTo("rex");
        assertThat(bytes(reconfigured, old("Cat", "lives", 1))).startsWith(3, 2);
        assertThat(state.askedBy(reconfigured, OLD).isCompatibleAsIs()).isTrue();
    }

    @Test
    void aSubclassThatIsGoneOnlyMattersToValuesOfIt() throws Exception {
        Migration dogs = Migration.written(animals(OLD, "Emu", "Dog"), List.of(old("Dog", "name", "rex")));
        TypeSerializerSchemaCompatibility<Object> answer = dogs.askedBy(animals(NEW, "Dog", "Fox"), NEW);
        assertThat(answer.isCompatibleWithReconfiguredSerializer()).isTrue();
        TypeSerializer<Object> reconfigured = answer.getReconfiguredSerializer();
        assertThat(get(dogs.readBy(reconfigured)[0], "name")).isEqualTo("rex");

        Object fox = NEW.type("Fox").getConstructor().newInstance();
        Migration later = Migration.written(reconfigured, List.of(fox));
        assertThat(later.readBy(later.snapshot(NEW).restoreSerializer())[0]).isInstanceOf(NEW.type("Fox"));

        Migration emus = Migration.written(animals(OLD, "Emu", "Dog"), List.of(old("Emu", "fast", true)));
        assertThatThrownBy(() -> emus.readBy(emus.snapshot(NEW).restoreSerializer()))
                .hasMessageContaining("A value of subclass Emu was stored")
                .hasMessageContaining("Class Emu, named by stored data, can't be loaded");
    }

    @Test
    void whatOneDuplicateHasWrittenTheSnapshotOfAnotherKnows() throws Exception {
        TypeSerializer<Object> serializer = animals(OLD);
        bytes(serializer.duplicate(), old("Cat", "lives", 1));
        Migration state = Migration.written(serializer, List.of());
        assertThat(state.askedBy(animals(NEW), NEW).isCompatibleAfterMigration())
                .isTrue();
    }

    @Test
    void aSubclassThatCanNotBeReadIsNamed() throws Exception {
        CompiledClasses other = CompiledClasses.of(Map.of(
                "Animal", "public class Animal { public int age; }",
                "Cat", "public class Cat extends Animal { public String lives; }"));
        Migration state = Migration.written(animals(OLD), List.of(old("Cat", "lives", 1)));
        assertThat(state.askedBy(animals(other), other).reason())
                .startsWith("subclass Cat of Animal: field 'lives' of Cat: it was written as");
    }

    @Test
    void aSubclassThatChangedUnknownToTheSnapshotIsAnError() throws Exception {
        Migration unaware = Migration.written(animals(OLD), List.of());
        Migration cats = Migration.written(animals(OLD), List.of(old("Cat", "lives", 9), old("Dog", "name", "x")));
        Migration state = new Migration(unaware.snapshot(), cats.values(), cats.count());
        assertThatThrownBy(() -> state.readBy(state.snapshot(NEW).restoreSerializer()))
                .hasMessageContaining("The fields of Cat have changed since a value of it was stored")
                .hasMessageContaining("registerPojoType");
        assertThat(state.readBy(state.snapshot(OLD).restoreSerializer())).hasSize(2);
    }
}
