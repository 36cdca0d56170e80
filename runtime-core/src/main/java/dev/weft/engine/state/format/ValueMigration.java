package dev.weft.engine.state.format;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.ttl.Stamped;
import dev.weft.engine.state.ttl.StampedSerializer;
import java.io.IOException;

/**
 * State schema migration for one kind of a state's values (its values, elements, keys or map values): from the saved
 * format to the declared one. If a time to live was added, values count as last used at the moment of the declaration;
 * if it was removed, the time is dropped. Belongs to the thread that uses it.
 */
public final class ValueMigration {

    private final Reading reading;
    private final TypeSerializer<Object> writer;
    private final boolean needed;
    private final Object ofNull;

    private interface Reading {
        Object read(DataInputView in) throws IOException;
    }

    private ValueMigration(Reading reading, SavedSerializer<?> now, boolean needed, Object ofNull) {
        this.reading = reading;
        this.writer = asAny(now).serializer();
        this.needed = needed;
        this.ofNull = ofNull;
    }

    /**
     * @param now what {@link #successor} has given
     * @param nowMs the time of last use for values that had none
     */
    static ValueMigration of(SavedSerializer<?> saved, SavedSerializer<?> now, long nowMs) {
        if (isStamped(saved) == isStamped(now)) {
            return new ValueMigration(
                    asAny(saved).readerFor(asAny(now))::deserialize,
                    now,
                    asAny(saved).isRewrittenBy(asAny(now)),
                    null);
        }
        if (isStamped(now)) {
            TypeSerializer<Object> reader = asAny(saved).readerFor(asAny(declaredValuesOf(now)));
            return new ValueMigration(
                    in -> new Stamped<>(nowMs, reader.deserialize(in)), now, true, new Stamped<>(nowMs, null));
        }
        TypeSerializer<Object> reader = asAny(savedValuesOf(saved)).readerFor(asAny(now));
        return new ValueMigration(
                in -> {
                    in.readLong();
                    return in.readBoolean() ? null : reader.deserialize(in);
                },
                now,
                true,
                null);
    }

    /**
     * The serializer that reads what {@code saved} wrote, in a program that declares another one; both may have times
     * of last use.
     */
    static SavedSerializer<?> successor(SavedSerializer<?> saved, SavedSerializer<?> declared, String what) {
        if (isStamped(saved) == isStamped(declared)) {
            return asAny(saved).succeededBy(asAny(declared).serializer(), what);
        }
        if (isStamped(declared)) {
            SavedSerializer<Object> values =
                    asAny(saved).succeededBy(asAny(declaredValuesOf(declared)).serializer(), what);
            return SavedSerializer.of(new StampedSerializer<>(values.serializer()));
        }
        return asAny(savedValuesOf(saved)).succeededBy(asAny(declared).serializer(), what);
    }

    private static boolean isStamped(SavedSerializer<?> saved) {
        return saved.snapshot() instanceof StampedSerializer.Snapshot<?>;
    }

    private static SavedSerializer<?> declaredValuesOf(SavedSerializer<?> stamped) {
        return SavedSerializer.of(((StampedSerializer<?>) stamped.serializer()).values());
    }

    private static SavedSerializer<?> savedValuesOf(SavedSerializer<?> stamped) {
        return SavedSerializer.restoredOrSkipping(
                ((StampedSerializer.Snapshot<?>) stamped.snapshot()).getNestedSerializerSnapshots()[0]);
    }

    @SuppressWarnings("unchecked") // the engine handles values as objects; which belong together is what snapshots tell
    private static SavedSerializer<Object> asAny(SavedSerializer<?> saved) {
        return (SavedSerializer<Object>) saved;
    }

    /** Whether the format changes. */
    public boolean isNeeded() {
        return needed;
    }

    /** Reads a value in the saved format and converts it. */
    public Object read(DataInputView in) throws IOException {
        return reading.read(in);
    }

    /** The new value of a null in a map, which the serializer does not write; mostly null. */
    public Object ofNull() {
        return ofNull;
    }

    /** Writes a value in the declared format. */
    public void write(Object value, DataOutputView out) throws IOException {
        writer.serialize(value, out);
    }
}
