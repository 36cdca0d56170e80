package dev.weft.engine.state;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.spi.StateArguments;
import dev.weft.engine.state.spi.WriteThroughEntry;
import dev.weft.engine.types.MapKeySerializer;
import java.io.IOException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Broadcast state of an operator instance. An iterator shows the map as it was when the iteration began (copy on
 * write): a change copies the map if an iterator was created since the last copy. Belongs to the thread of its task.
 */
final class BroadcastMap extends UnkeyedContents implements BroadcastState<Object, Object> {

    private final UnaryOperator<Object> held;
    private final UnaryOperator<Object> given;
    private Map<Object, Object> map = new LinkedHashMap<>();
    private boolean walked;

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    BroadcastMap(String name, List<SavedSerializer<Object>> serializers) {
        super(name, Mode.BROADCAST, serializers);
        if (serializer(0) instanceof MapKeySerializer<?> keys) {
            held = ((MapKeySerializer<Object>) keys)::held;
            given = keys::given;
        } else {
            held = UnaryOperator.identity();
            given = UnaryOperator.identity();
        }
    }

    private Map<Object, Object> toChange() {
        if (walked) {
            map = new LinkedHashMap<>(map);
            walked = false;
        }
        return map;
    }

    @Override
    public Object get(Object key) {
        return map.get(held.apply(key));
    }

    @Override
    public boolean contains(Object key) {
        return map.containsKey(held.apply(key));
    }

    @Override
    public void put(Object key, Object value) {
        toChange().put(held.apply(StateArguments.mapKey(key)), value);
    }

    @Override
    public void putAll(Map<Object, Object> more) {
        Map<Object, Object> target = toChange();
        StateArguments.entries(more).forEach((key, value) -> target.put(held.apply(key), value));
    }

    @Override
    public void remove(Object key) {
        toChange().remove(held.apply(key));
    }

    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
        return new Walk((key, value) -> new WriteThroughEntry<>(key, value, this::put)) {
            @Override
            void remove(Object key) {
                BroadcastMap.this.remove(key);
            }
        };
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> immutableEntries() {
        return () -> new Walk(SimpleImmutableEntry::new) {
            @Override
            void remove(Object key) {
                throw new UnsupportedOperationException(
                        "broadcast state '" + name() + "' is read here: its entries cannot be removed");
            }
        };
    }

    @Override
    public void clear() {
        toChange().clear();
    }

    /** Iterator over the map as it is now. */
    private abstract class Walk implements Iterator<Map.Entry<Object, Object>> {
        private final BiFunction<Object, Object, Map.Entry<Object, Object>> entry;
        private final Iterator<Map.Entry<Object, Object>> entries =
                map.entrySet().iterator();
        private Map.Entry<Object, Object> taken;

        Walk(BiFunction<Object, Object, Map.Entry<Object, Object>> entry) {
            this.entry = entry;
            walked = true;
        }

        /** Removes a key from the state. */
        abstract void remove(Object key);

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<Object, Object> next() {
            Map.Entry<Object, Object> next = entries.next();
            taken = entry.apply(given.apply(next.getKey()), next.getValue());
            return taken;
        }

        @Override
        public void remove() {
            if (taken == null) {
                throw new IllegalStateException("remove() goes after next(), once");
            }
            remove(taken.getKey());
            taken = null;
        }
    }

    @Override
    void read(List<TypeSerializer<Object>> readers, DataInputView in) throws IOException {
        Object key = readers.get(0).deserialize(in);
        map.put(key, in.readBoolean() ? null : readers.get(1).deserialize(in));
    }

    @Override
    UnkeyedContents frozen() {
        BroadcastMap copy = new BroadcastMap(name(), ownSerializers());
        map.forEach((key, value) -> copy.map.put(key, copy(1, value)));
        return copy;
    }

    @Override
    void write(DataOutputView out, ElementStart start) throws IOException {
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            start.mark();
            serializer(0).serialize(entry.getKey(), out);
            out.writeBoolean(entry.getValue() == null);
            if (entry.getValue() != null) {
                serializer(1).serialize(entry.getValue(), out);
            }
        }
    }
}
