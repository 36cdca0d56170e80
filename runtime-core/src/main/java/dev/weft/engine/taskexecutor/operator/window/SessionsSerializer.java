package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Serializer of {@link Sessions}. Layout: time of the earliest timer (long), number of sessions (int), then for each
 * session its start (long), end (long), whether it has fired (boolean), and its partial aggregate. Public because its
 * snapshot is loaded by name.
 */
public final class SessionsSerializer extends TypeSerializer<Object> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<Object> partials;

    SessionsSerializer(TypeSerializer<Object> partials) {
        this.partials = partials;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Object> duplicate() {
        TypeSerializer<Object> duplicate = partials.duplicate();
        return duplicate == partials ? this : new SessionsSerializer(duplicate);
    }

    @Override
    public Object createInstance() {
        return new Sessions();
    }

    @Override
    public Object copy(Object value) {
        Sessions from = (Sessions) value;
        Sessions copy = new Sessions();
        for (int i = 0; i < from.size(); i++) {
            copy.replace(i, i, from.start(i), from.end(i), partials.copy(from.partial(i)), from.isFired(i));
        }
        copy.timer(from.timer());
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
        Sessions sessions = (Sessions) value;
        target.writeLong(sessions.timer());
        target.writeInt(sessions.size());
        for (int i = 0; i < sessions.size(); i++) {
            target.writeLong(sessions.start(i));
            target.writeLong(sessions.end(i));
            target.writeBoolean(sessions.isFired(i));
            partials.serialize(sessions.partial(i), target);
        }
    }

    @Override
    public Object deserialize(DataInputView source) throws IOException {
        Sessions sessions = new Sessions();
        sessions.timer(source.readLong());
        int size = source.readInt();
        for (int i = 0; i < size; i++) {
            long start = source.readLong();
            long end = source.readLong();
            boolean fired = source.readBoolean();
            sessions.replace(i, i, start, end, partials.deserialize(source), fired);
        }
        return sessions;
    }

    @Override
    public Object deserialize(Object reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
        int size = source.readInt();
        target.writeInt(size);
        for (int i = 0; i < size; i++) {
            target.writeLong(source.readLong());
            target.writeLong(source.readLong());
            target.writeBoolean(source.readBoolean());
            partials.copy(source, target);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionsSerializer that && that.partials.equals(partials);
    }

    @Override
    public int hashCode() {
        return 37 + partials.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** Snapshot with the nested snapshot of the partial aggregates' serializer. */
    public static final class Snapshot extends CompositeTypeSerializerSnapshot<Object, SessionsSerializer> {
        /** For restoring by reflection. */
        public Snapshot() {}

        private Snapshot(SessionsSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(SessionsSerializer outer) {
            return new TypeSerializer<?>[] {outer.partials};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected SessionsSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new SessionsSerializer((TypeSerializer<Object>) nested[0]);
        }
    }
}
