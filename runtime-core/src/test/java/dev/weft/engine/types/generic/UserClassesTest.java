package dev.weft.engine.types.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.testing.CompiledClasses;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values of classes that only the job's class loader knows. */
class UserClassesTest {
    private static final CompiledClasses JOB =
            CompiledClasses.of(Map.of("Hidden", """
                public final class Hidden implements java.io.Serializable {
                    private transient String content;
                    public Hidden(String content) { this.content = content; }
                    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException { out.writeUTF(content); }
                    private void readObject(java.io.ObjectInputStream in) throws java.io.IOException { content = in.readUTF(); }
                    public String toString() { return content; }
                    public boolean equals(Object o) { return o instanceof Hidden h && h.content.equals(content); }
                    public int hashCode() { return content.hashCode(); }
                }
                """, "Plain", "public record Plain(int number) {}", "Maker", """
                public final class Maker {
                    public static java.util.function.Supplier<Object> greeting(String name) {
                        return (java.util.function.Supplier<Object> & java.io.Serializable) () -> "hello " + name;
                    }
                }
                """));

    private ClassLoader before;

    @BeforeEach
    void enterTheJob() {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(JOB);
    }

    @AfterEach
    void leaveTheJob() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private static Object roundTrip(Object value) throws Exception {
        TypeSerializer<Object> serializer = Types.GENERIC(Object.class).createSerializer(new SerializerSettings());
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        return serializer.duplicate().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static Object make(String type, Object argument) throws Exception {
        return JOB.type(type).getConstructors()[0].newInstance(argument);
    }

    @Test
    void aClassThatWritesItselfIsFoundByTheJobsLoader() throws Exception {
        Object hidden = make("Hidden", "x");
        assertThat(roundTrip(hidden)).isEqualTo(hidden).isInstanceOf(JOB.type("Hidden"));
    }

    @Test
    void whatALibrarysCollectionHoldsIsFoundByTheJobsLoader() throws Exception {
        List<Object> list = ImmutableList.of(make("Hidden", "x"), make("Plain", 3));
        assertThat(roundTrip(list)).isEqualTo(list);
    }

    @Test
    void aSerializableLambdaTravelsWithWhatItHasCaptured() throws Exception {
        Object lambda = JOB.type("Maker").getMethod("greeting", String.class).invoke(null, "Ann");
        assertThat(lambda).isInstanceOf(Serializable.class);
        assertThat(((Supplier<?>) roundTrip(lambda)).get()).isEqualTo("hello Ann");
    }
}
