package dev.weft.engine.state;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.spi.LazyCopyList;
import dev.weft.engine.state.spi.StateArguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** List state of an operator instance. Belongs to the thread of its task. */
final class UnkeyedList extends UnkeyedContents implements ListState<Object> {

    /** Only appended to, since iterators of {@link #get} read from it; otherwise replaced as a whole. */
    private List<Object> values = new ArrayList<>();

    UnkeyedList(String name, Mode mode, List<SavedSerializer<Object>> serializers) {
        super(name, mode, serializers);
    }

    @Override
    public Iterable<Object> get() {
        return new LazyCopyList<>(values::get, values.size());
    }

    @Override
    public void add(Object value) {
        values.add(StateArguments.element(value));
    }

    @Override
    public void addAll(List<Object> more) {
        values.addAll(StateArguments.elements(more));
    }

    @Override
    public void update(List<Object> newValues) {
        values = new ArrayList<>(StateArguments.elements(newValues));
    }

    @Override
    public void clear() {
        values = new ArrayList<>();
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
