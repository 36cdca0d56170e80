package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edge cases of operator lists and broadcast maps behave as those of keyed state do. */
class UnkeyedOperationsTest {

    private final UnkeyedState states =
            new UnkeyedState(new ExecutionConfig(), List.of(), getClass().getClassLoader());
    private final ListState<String> list = states.getListState(new ListStateDescriptor<>("list", Types.STRING));
    private final BroadcastState<String, Integer> rules =
            states.getBroadcastState(new MapStateDescriptor<>("rules", Types.STRING, Types.INT));

    UnkeyedOperationsTest() throws Exception {}

    @Test
    void aListIsSeenAsItWasWhenItWasAskedForAndIsTheCallersOwn() throws Exception {
        list.addAll(List.of("a", "b"));
        Iterable<String> before = list.get();
        for (String element : list.get()) {
            list.add(element + "!");
        }
        assertThat(before).containsExactly("a", "b");
        assertThat(list.get()).containsExactly("a", "b", "a!", "b!");
        List<String> own = (List<String>) list.get();
        own.removeIf(element -> element.endsWith("!"));
        assertThat(list.get()).hasSize(4);
        list.update(own);
        own.clear();
        assertThat(list.get()).containsExactly("a", "b");
        Iterator<String> elements = list.get().iterator();
        elements.next();
        assertThatThrownBy(elements::remove).isInstanceOf(UnsupportedOperationException.class);
        list.clear();
        assertThat(before).containsExactly("a", "b");
        assertThat(list.get()).isEmpty();
    }

    @Test
    void aNullIsRefusedBeforeAnythingIsChanged() throws Exception {
        list.add("a");
        rules.put("r", 1);
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put("s", 2);
        withNull.put(null, 3);
        assertThatThrownBy(() -> list.addAll(Arrays.asList("b", null))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> list.update(Arrays.asList("b", null))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> rules.put(null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> rules.putAll(withNull)).isInstanceOf(NullPointerException.class);
        assertThat(list.get()).containsExactly("a");
        assertThat(rules.contains("s")).isFalse();
        rules.put("none", null);
        assertThat(rules.contains("none")).isTrue();
    }

    @Test
    void aWalkOverABroadcastMapShowsItAsItWasWhenItBegan() throws Exception {
        rules.putAll(Map.of("a", 1, "b", 2, "c", 3));
        Map<String, Integer> seen = new HashMap<>();
        Iterator<Map.Entry<String, Integer>> all = rules.iterator();
        while (all.hasNext()) {
            Map.Entry<String, Integer> rule = all.next();
            seen.put(rule.getKey(), rule.getValue());
            rules.put("new " + rule.getKey(), 0);
            rules.put("c", 4);
            if (rule.getKey().equals("a")) {
                all.remove();
                assertThatThrownBy(all::remove).isInstanceOf(IllegalStateException.class);
            } else if (rule.getKey().equals("b")) {
                rule.setValue(20);
            }
        }
        assertThat(seen).isEqualTo(Map.of("a", 1, "b", 2, "c", 3));
        Map<String, Integer> after = new HashMap<>();
        for (Map.Entry<String, Integer> rule : rules.immutableEntries()) {
            after.put(rule.getKey(), rule.getValue());
            assertThatThrownBy(() -> rule.setValue(9)).isInstanceOf(UnsupportedOperationException.class);
            rules.clear();
        }
        assertThat(after).isEqualTo(Map.of("b", 20, "c", 4, "new a", 0, "new b", 0, "new c", 0));
        assertThat(rules.entries()).isEmpty();
    }

    @Test
    void anArrayAsAKeyOfABroadcastMapIsFoundByItsContent() throws Exception {
        BroadcastState<byte[], Integer> map = states.getBroadcastState(
                new MapStateDescriptor<>("by array", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, Types.INT));
        map.put(new byte[] {1, 2}, 1);
        map.putAll(Map.of(new byte[] {1, 2}, 2, new byte[] {3}, 3));
        assertThat(map.get(new byte[] {1, 2})).isEqualTo(2);
        map.remove(new byte[] {3});
        assertThat(map.contains(new byte[] {3})).isFalse();
        Iterator<Map.Entry<byte[], Integer>> entries = map.iterator();
        Map.Entry<byte[], Integer> entry = entries.next();
        assertThat(entry.getKey()).containsExactly(1, 2);
        assertThat(map.immutableEntries().iterator().next().getKey()).containsExactly(1, 2);
        entry.setValue(4);
        assertThat(map.get(new byte[] {1, 2})).isEqualTo(4);
        entries.remove();
        assertThat(map.entries()).isEmpty();
    }
}
