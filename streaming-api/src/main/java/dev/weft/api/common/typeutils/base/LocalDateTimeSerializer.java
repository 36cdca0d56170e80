package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** A date and a time, each as its own serializer writes it; both null for null. */
@Internal
public final class LocalDateTimeSerializer extends ImmutableSerializer<LocalDateTime> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final LocalDateTimeSerializer INSTANCE = new LocalDateTimeSerializer();

    @Override
    public LocalDateTime createInstance() {
        return LocalDateTime.of(
                LocalDateSerializer.INSTANCE.createInstance(), LocalTimeSerializer.INSTANCE.createInstance());
    }

    @Override
    public int getLength() {
        return 14;
    }

    @Override
    public void serialize(LocalDateTime value, DataOutputView target) throws IOException {
        LocalDateSerializer.INSTANCE.serialize(value == null ? null : value.toLocalDate(), target);
        LocalTimeSerializer.INSTANCE.serialize(value == null ? null : value.toLocalTime(), target);
    }

    @Override
    public LocalDateTime deserialize(DataInputView source) throws IOException {
        LocalDate date = LocalDateSerializer.INSTANCE.deserialize(source);
        LocalTime time = LocalTimeSerializer.INSTANCE.deserialize(source);
        return date == null ? null : LocalDateTime.of(date, time);
    }

    @Override
    public TypeSerializerSnapshot<LocalDateTime> snapshotConfiguration() {
        return new LocalDateTimeSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class LocalDateTimeSerializerSnapshot extends SimpleTypeSerializerSnapshot<LocalDateTime> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public LocalDateTimeSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
