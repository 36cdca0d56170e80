package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyBytesTest {

    private static <K> DataOutputSerializer written(TypeInformation<K> type, K key) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        KeyBytes.write(type.createSerializer(new SerializerSettings()), key, out);
        return out;
    }

    private static <K> K readBack(TypeInformation<K> type, DataOutputSerializer out) throws IOException {
        return type.createSerializer(new SerializerSettings())
                .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    /** A map that orders its entries as it likes. */
    static final class Attributes extends HashMap<String, Integer> {
        private static final long serialVersionUID = 1L;
    }

    /** A key that may refer to itself. */
    static final class Link {
        private final List<Link> next = new ArrayList<>();

        @Override
        public boolean equals(Object other) {
            return other instanceof Link link && link.next.size() == next.size();
        }

        @Override
        public int hashCode() {
            return next.size();
        }
    }

    @Test
    void aClassWhoseElementsCanBeInAnyOrderIsRefusedByName() {
        assertThatThrownBy(() -> written(Types.GENERIC(Attributes.class), new Attributes()))
                .hasMessageContaining("equal keys of " + Attributes.class.getName()
                        + " may be written with their elements in different orders; declare Set or Map");
    }

    @Test
    void aKeyThatRefersBackToItselfIsRefused() throws IOException {
        Link link = new Link();
        written(Types.GENERIC(Link.class), link);
        link.next.add(link);
        assertThatThrownBy(() -> written(Types.GENERIC(Link.class), link))
                .hasMessageContaining(Link.class.getName())
                .hasMessageContaining("refer back to each other, which those of a key must not");
    }

    @Test
    void keysComeBackEqual() throws IOException {
        Set<String> set = new LinkedHashSet<>(Arrays.asList("b", null, "a"));
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("z", null);
        map.put("a", 1);
        assertThat(readBack(Types.SET(Types.STRING), written(Types.SET(Types.STRING), set)))
                .isEqualTo(set)
                .containsExactly(null, "a", "b");
        assertThat(readBack(Types.MAP(Types.STRING, Types.INT), written(Types.MAP(Types.STRING, Types.INT), map)))
                .isEqualTo(map)
                .containsOnlyKeys("a", "z");
        TypeInformation<Object> any = Types.GENERIC(Object.class);
        Object nested = List.of(set, Map.of("k", List.of(set, set)), 7);
        assertThat(readBack(any, written(any, nested))).isEqualTo(nested);
    }

    @Test
    void valuesKeepTheOrderOfTheirElementsBehindAKeyInTheSameBuffer() throws IOException {
        TypeSerializer<Set<String>> sets = Types.SET(Types.STRING).createSerializer(new SerializerSettings());
        Set<String> set = new LinkedHashSet<>(List.of("b", "a"));
        DataOutputSerializer out = new DataOutputSerializer(16);
        KeyBytes.write(sets, set, out);
        sets.serialize(set, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(sets.deserialize(in)).containsExactly("a", "b");
        assertThat(sets.deserialize(in)).containsExactly("b", "a");
    }
}
