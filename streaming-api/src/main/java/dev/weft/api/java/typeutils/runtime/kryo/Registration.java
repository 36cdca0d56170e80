package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.annotation.Internal;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * One type that a program registered with the generic fallback, maybe with a serializer. Either may be gone when it comes from
 * a snapshot. Two are equal if they write alike, as far as their names tell. Saved form: name of the type (UTF), whether there
 * is a serializer (boolean), the serializer.
 */
@Internal
public final class Registration implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final Class<?> type;
    private final GenericSerializer serializer;

    private Registration(String typeName, Class<?> type, GenericSerializer serializer) {
        this.typeName = typeName;
        this.type = type;
        this.serializer = serializer;
    }

    static Registration plain(Class<?> type) {
        return new Registration(type.getName(), type, null);
    }

    Registration withoutSerializer() {
        return new Registration(typeName, type, null);
    }

    static Registration with(Class<?> type, GenericSerializer serializer) {
        return new Registration(type.getName(), type, serializer);
    }

    void write(DataOutputView out) throws IOException {
        out.writeUTF(typeName);
        out.writeBoolean(serializer != null);
        if (serializer != null) {
            serializer.write(out);
        }
    }

    static Registration read(DataInputView in, ClassLoader loader) throws IOException {
        String typeName = in.readUTF();
        GenericSerializer serializer = in.readBoolean() ? GenericSerializer.read(in, loader) : null;
        return new Registration(typeName, GenericSerializer.classOrNull(typeName, loader), serializer);
    }

    String typeName() {
        return typeName;
    }

    /** Says whether the type and its serializer are there; if not, its number stays unused. */
    public boolean isUsable() {
        return type != null && (serializer == null || serializer.isThere());
    }

    /** The registered class. */
    public Class<?> type() {
        return Objects.requireNonNull(type);
    }

    /** The serializer registered for it, if there is one. */
    public Optional<GenericSerializer> serializer() {
        return Optional.ofNullable(serializer);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof Registration that
                && that.typeName.equals(typeName)
                && Objects.equals(that.serializer, serializer);
    }

    @Override
    public int hashCode() {
        return 31 * typeName.hashCode() + Objects.hashCode(serializer);
    }

    @Override
    public String toString() {
        return serializer == null ? typeName : typeName + " by " + serializer;
    }
}
