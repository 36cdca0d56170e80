package dev.weft.engine.state;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broadcast state. Belongs to the thread of its task. */
final class BroadcastMap extends UnkeyedContents implements BroadcastState<Object, Object> {

    private final Map<Object, Object> map = new LinkedHashMap<>();

    BroadcastMap(String name, List<SavedSerializer<Object>> serializers) {
        super(name, Mode.BROADCAST, serializers);
    }

    @Override
    public Object get(Object key) {
        return map.get(key);
    }

    @Override
    public boolean contains(Object key) {
        return map.containsKey(key);
    }

    @Override
    public void put(Object key, Object value) {
        map.put(key, value);
    }

    @Override
    public void putAll(Map<Object, Object> more) {
        map.putAll(more);
    }

    @Override
    public void remove(Object key) {
        map.remove(key);
    }

    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
        return map.entrySet().iterator();
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> entries() {
        return map.entrySet();
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> immutableEntries() {
        return Collections.unmodifiableMap(map).entrySet();
    }

    @Override
    public void clear() {
        map.clear();
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
