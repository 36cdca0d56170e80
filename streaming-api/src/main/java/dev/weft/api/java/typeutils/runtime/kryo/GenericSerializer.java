package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.Objects;

/**
 * A serializer that a program gave to the generic fallback: a class of which instances are made, or one instance of it, kept
 * as bytes so that every user gets a copy of its own. Two are equal when the names of their classes are: an instance's fields
 * do not change what is written, as far as anybody can tell.
 *
 * @param known the serializer's class; null if it is gone
 * @param instance the Java-serialized instance; empty when there is none
 */
@Internal
public record GenericSerializer(String name, Class<?> known, byte[] instance) implements Serializable {

    static GenericSerializer ofClass(Class<?> type) {
        return new GenericSerializer(type.getName(), type, new byte[0]);
    }

    static GenericSerializer ofInstance(Serializable instance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(instance);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the serializer " + instance.getClass().getName()
                            + " was registered as an instance, which cannot be serialized itself: " + e
                            + "; register its class instead",
                    e);
        }
        return new GenericSerializer(instance.getClass().getName(), instance.getClass(), bytes.toByteArray());
    }

    boolean isThere() {
        return known != null;
    }

    /** The class of the serializer. */
    public Class<?> type() {
        return Objects.requireNonNull(known);
    }

    /** Whether an instance was given. */
    public boolean hasInstance() {
        return instance.length > 0;
    }

    /** A new copy of the instance. */
    public Object newInstance() {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(instance)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
                try {
                    return Class.forName(description.getName(), false, type().getClassLoader());
                } catch (ClassNotFoundException e) {
                    return super.resolveClass(description);
                }
            }
        }) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the serializer " + name + " cannot be copied: " + e, e);
        }
    }

    /** Class name (UTF), number of bytes of the instance, the bytes. */
    void write(DataOutputView out) throws IOException {
        out.writeUTF(name);
        out.writeInt(instance.length);
        out.write(instance);
    }

    static GenericSerializer read(DataInputView in, ClassLoader loader) throws IOException {
        String name = in.readUTF();
        byte[] instance = new byte[in.readInt()];
        in.readFully(instance);
        return new GenericSerializer(name, classOrNull(name, loader), instance);
    }

    static Class<?> classOrNull(String name, ClassLoader loader) {
        try {
            return ClassNames.find(name, loader);
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GenericSerializer that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + (hasInstance() ? " (an instance)" : "");
    }
}
