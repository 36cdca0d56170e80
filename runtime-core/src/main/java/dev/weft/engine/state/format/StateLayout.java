package dev.weft.engine.state.format;

import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Binary layout of one state's entries: kind, namespaces, time to live, serializers.
 *
 * @param name the state's
 * @param kind value, list, map, reducing or aggregating
 * @param division whether a namespace precedes the key
 * @param expires whether the values carry the time of their last use
 * @param namespace the serializer of namespaces
 * @param values the serializer of values or elements; of a map, those of keys and values
 */
public record StateLayout(
        String name,
        StateDescriptor.Type kind,
        Namespaces.Kind division,
        boolean expires,
        SavedSerializer<?> namespace,
        List<SavedSerializer<?>> values) {

    public StateLayout {
        values = List.copyOf(values);
    }

    public static StateLayout of(StateSpec<?, ?> spec) {
        List<SavedSerializer<?>> values = new ArrayList<>();
        valueSerializers(spec.descriptor()).forEach(serializer -> values.add(SavedSerializer.of(serializer)));
        return new StateLayout(
                spec.name(),
                spec.descriptor().getType(),
                spec.namespaces().kind(),
                spec.expiry().isPresent(),
                SavedSerializer.of(spec.namespaces().serializer()),
                values);
    }

    /** Serializers of the state's values or elements, or of its keys and values; each call creates them. */
    private static List<TypeSerializer<?>> valueSerializers(StateDescriptor<?, ?> descriptor) {
        if (descriptor instanceof ListStateDescriptor<?> list) {
            return List.of(list.getElementSerializer());
        }
        if (descriptor instanceof MapStateDescriptor<?, ?> map) {
            return List.of(map.getKeySerializer(), map.getValueSerializer());
        }
        return List.of(descriptor.getSerializer());
    }

    /** A duplicate for another thread. */
    public StateLayout duplicate() {
        List<SavedSerializer<?>> own = new ArrayList<>();
        values.forEach(value -> own.add(value.duplicate()));
        return new StateLayout(name, kind, division, expires, namespace.duplicate(), own);
    }

    void write(DataOutputView out) throws IOException {
        out.writeUTF(name);
        out.writeByte(kind.ordinal());
        out.writeByte(division.ordinal());
        out.writeBoolean(expires);
        namespace.write(out);
        out.writeByte(values.size());
        for (SavedSerializer<?> value : values) {
            value.write(out);
        }
    }

    static StateLayout read(DataInputView in, ClassLoader userClassLoader) throws IOException {
        String name = in.readUTF();
        StateDescriptor.Type kind = StateDescriptor.Type.values()[in.readByte()];
        Namespaces.Kind division = Namespaces.Kind.values()[in.readByte()];
        boolean expires = in.readBoolean();
        try {
            SavedSerializer<?> namespace = SavedSerializer.read(in, userClassLoader);
            List<SavedSerializer<?>> values = new ArrayList<>();
            for (int n = in.readByte(); n > 0; n--) {
                values.add(SavedSerializer.readUnasked(in, userClassLoader));
            }
            if (kind == StateDescriptor.Type.MAP) {
                values.set(0, values.get(0).ofMapKeys());
            }
            return new StateLayout(name, kind, division, expires, namespace, values);
        } catch (IOException e) {
            throw new IOException("what is saved of state '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The layout of restored entries in a program that declares the state as {@code now}.
     *
     * @throws WeftException when the program cannot go on with the state
     */
    public StateLayout succeededBy(StateLayout now) {
        if (!isContinuedBy(now)) {
            throw refused("was saved as " + kind + " and is declared as " + now.kind);
        }
        if (division != now.division) {
            throw refused("was saved " + words(division) + " and is declared " + words(now.division));
        }
        List<SavedSerializer<?>> next = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            next.add(ValueMigration.successor(values.get(i), now.values.get(i), "state '" + name + "'"));
        }
        return new StateLayout(
                name,
                now.kind,
                division,
                now.expires,
                successor(namespace, now.namespace.serializer(), "the windows of state '" + name + "'"),
                next);
    }

    /** Whether the kind fits. With a time to live, reducing and aggregating states are stored as values. */
    private boolean isContinuedBy(StateLayout now) {
        return kind == now.kind || expires != now.expires && isOneValue() && now.isOneValue();
    }

    private boolean isOneValue() {
        return kind != StateDescriptor.Type.LIST && kind != StateDescriptor.Type.MAP;
    }

    /**
     * The migrations of the values to a successor layout, in the order of {@link #values}.
     *
     * @param nowMs the time of last use for values that had none and now have one
     */
    public List<ValueMigration> valueMigrations(StateLayout successor, long nowMs) {
        List<ValueMigration> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            parts.add(ValueMigration.of(values.get(i), successor.values.get(i), nowMs));
        }
        return parts;
    }

    /** Whether values can only be copied as bytes, because the program's classes do not fit. */
    public boolean isOpaque() {
        return values.stream().anyMatch(SavedSerializer::skips);
    }

    /** Whether another layout has the same binary format, as far as the layouts tell. */
    public boolean isWrittenLike(StateLayout other) {
        return Arrays.equals(bytes(), other.bytes());
    }

    private byte[] bytes() {
        DataOutputSerializer out = new DataOutputSerializer(256);
        try {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the serializers of state '" + name + "' cannot be described", e);
        }
        return out.getCopyOfBuffer();
    }

    /**
     * The serializer of namespaces in a newer program; their format must not change, because entries are found by them.
     */
    @SuppressWarnings("unchecked") // whether they are of the same type is what is asked
    static <T> SavedSerializer<T> successor(SavedSerializer<T> saved, TypeSerializer<?> now, String what) {
        SavedSerializer<T> successor = saved.succeededBy((TypeSerializer<T>) now, what);
        if (saved.isRewrittenBy(successor)) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " are of another form than they were saved in, as " + saved.snapshot()
                            + "; keep their type, or give the state another name");
        }
        return successor;
    }

    private static String words(Namespaces.Kind division) {
        return division == Namespaces.Kind.NONE ? "per key" : "per key and window";
    }

    private WeftException refused(String why) {
        return new WeftException(ErrorCode.USER_CODE, "state '" + name + "' " + why + "; give it another name");
    }
}
