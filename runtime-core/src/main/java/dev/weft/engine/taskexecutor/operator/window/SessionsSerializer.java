package dev.weft.engine.taskexecutor.operator.window;

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
public final class SessionsSerializer extends PartialsSerializer {
    private static final long serialVersionUID = 1L;

    SessionsSerializer(TypeSerializer<Object> partials) {
        super(partials);
    }

    @Override
    SessionsSerializer with(TypeSerializer<Object> otherPartials) {
        return new SessionsSerializer(otherPartials);
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
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** See {@link PartialsSerializer.Snapshot}. */
    public static final class Snapshot extends PartialsSerializer.Snapshot<SessionsSerializer> {
        /** For restoring by reflection. */
        public Snapshot() {}

        private Snapshot(SessionsSerializer serializer) {
            super(serializer);
        }

        @Override
        SessionsSerializer create(TypeSerializer<Object> partials) {
            return new SessionsSerializer(partials);
        }
    }
}
