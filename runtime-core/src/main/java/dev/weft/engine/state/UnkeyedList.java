package dev.weft.engine.state;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A list state of an operator instance. Belongs to the thread of its task. */
final class UnkeyedList<T> implements ListState<T> {

    private final Mode mode;
    private final List<T> values = new ArrayList<>();

    UnkeyedList(ListStateDescriptor<T> descriptor, Mode mode) {
        this.mode = mode;
    }

    Mode mode() {
        return mode;
    }

    @Override
    public Iterable<T> get() {
        return values;
    }

    @Override
    public void add(T value) {
        values.add(Objects.requireNonNull(value, "a list state holds no null"));
    }

    @Override
    public void addAll(List<T> more) {
        more.forEach(this::add);
    }

    @Override
    public void update(List<T> newValues) {
        List<T> copy = List.copyOf(newValues);
        values.clear();
        values.addAll(copy);
    }

    @Override
    public void clear() {
        values.clear();
    }
}
