package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Serializer of {@link WindowPartials}. Layout: number of windows (int), and for each its end (long) and its partial
 * aggregate. Public because its snapshot is loaded by name.
 */
public final class WindowPartialsSerializer extends PartialsSerializer {
    private static final long serialVersionUID = 1L;

    WindowPartialsSerializer(TypeSerializer<Object> partials) {
        super(partials);
    }

    @Override
    WindowPartialsSerializer with(TypeSerializer<Object> otherPartials) {
        return new WindowPartialsSerializer(otherPartials);
    }

    @Override
    public Object createInstance() {
        return new WindowPartials();
    }

    @Override
    public Object copy(Object value) {
        WindowPartials from = (WindowPartials) value;
        WindowPartials copy = new WindowPartials();
        for (int i = 0; i < from.size(); i++) {
            copy.insert(i, from.end(i), partials.copy(from.partial(i)));
        }
        return copy;
    }

    @Override
    public void serialize(Object value, DataOutputView target) throws IOException {
        WindowPartials windows = (WindowPartials) value;
        target.writeInt(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            target.writeLong(windows.end(i));
            partials.serialize(windows.partial(i), target);
        }
    }

    @Override
    public Object deserialize(DataInputView source) throws IOException {
        WindowPartials windows = new WindowPartials();
        int size = source.readInt();
        for (int i = 0; i < size; i++) {
            long end = source.readLong();
            windows.insert(i, end, partials.deserialize(source));
        }
        return windows;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int size = source.readInt();
        target.writeInt(size);
        for (int i = 0; i < size; i++) {
            target.writeLong(source.readLong());
            partials.copy(source, target);
        }
    }

    @Override
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** See {@link PartialsSerializer.Snapshot}. */
    public static final class Snapshot extends PartialsSerializer.Snapshot<WindowPartialsSerializer> {
        /** For restoring by reflection. */
        public Snapshot() {}

        private Snapshot(WindowPartialsSerializer serializer) {
            super(serializer);
        }

        @Override
        WindowPartialsSerializer create(TypeSerializer<Object> partials) {
            return new WindowPartialsSerializer(partials);
        }
    }
}
