package dev.weft.engine.state;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A list state of an operator instance. Belongs to the thread of its task. */
final class UnkeyedList extends UnkeyedContents implements ListState<Object> {

    private final List<Object> values = new ArrayList<>();

    UnkeyedList(String name, Mode mode, List<SavedSerializer<Object>> serializers) {
        super(name, mode, serializers);
    }

    @Override
    public Iterable<Object> get() {
        return values;
    }

    @Override
    public void add(Object value) {
        values.add(Objects.requireNonNull(value, "a list state holds no null"));
    }

    @Override
    public void addAll(List<Object> more) {
        more.forEach(this::add);
    }

    @Override
    public void update(List<Object> newValues) {
        List<Object> copy = List.copyOf(newValues);
        values.clear();
        values.addAll(copy);
    }

    @Override
    public void clear() {
        values.clear();
    }

    @Override
    void read(List<TypeSerializer<Object>> readers, DataInputView in) throws IOException {
        values.add(readers.get(0).deserialize(in));
    }

    @Override
    UnkeyedContents frozen() {
        UnkeyedList copy = new UnkeyedList(name(), mode(), ownSerializers());
        values.forEach(value -> copy.values.add(copy(0, value)));
        return copy;
    }

    @Override
    void write(DataOutputView out, ElementStart start) throws IOException {
        for (Object value : values) {
            start.mark();
            serializer(0).serialize(value, out);
        }
    }
}
