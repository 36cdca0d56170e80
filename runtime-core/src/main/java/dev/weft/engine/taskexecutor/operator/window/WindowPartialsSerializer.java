package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Serializer of {@link WindowPartials}. Layout: number of windows (int), and for each its end (long) and its partial
 * aggregate. Public because its snapshot is loaded by name.
 */
public final class WindowPartialsSerializer extends TypeSerializer<Object> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<Object> partials;

    WindowPartialsSerializer(TypeSerializer<Object> partials) {
        this.partials = partials;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Object> duplicate() {
        TypeSerializer<Object> duplicate = partials.duplicate();
        return duplicate == partials ? this : new WindowPartialsSerializer(duplicate);
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
    public Object copy(Object from, Object reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
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
    public Object deserialize(Object reuse, DataInputView source) throws IOException {
        return deserialize(source);
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
    public boolean equals(Object other) {
        return other instanceof WindowPartialsSerializer that && that.partials.equals(partials);
    }

    @Override
    public int hashCode() {
        return 41 + partials.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** Keeps the snapshot of the partials' serializer. */
    public static final class Snapshot extends CompositeTypeSerializerSnapshot<Object, WindowPartialsSerializer> {
        /** For reading. */
        public Snapshot() {}

        private Snapshot(WindowPartialsSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(WindowPartialsSerializer outer) {
            return new TypeSerializer<?>[] {outer.partials};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected WindowPartialsSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new WindowPartialsSerializer((TypeSerializer<Object>) nested[0]);
        }
    }
}
