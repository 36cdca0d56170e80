package dev.weft.engine.state.format;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.spi.Namespaces;
import java.io.IOException;

/**
 * Binary layout of a timer queue.
 *
 * @param name the queue's
 * @param division whether a namespace precedes the key
 * @param namespace the serializer of namespaces
 */
public record TimersLayout(String name, Namespaces.Kind division, SavedSerializer<?> namespace) {

    public static TimersLayout of(String name, Namespaces<?> namespaces) {
        return new TimersLayout(name, namespaces.kind(), SavedSerializer.of(namespaces.serializer()));
    }

    /** A duplicate for another thread. */
    public TimersLayout duplicate() {
        return new TimersLayout(name, division, namespace.duplicate());
    }

    void write(DataOutputView out) throws IOException {
        out.writeUTF(name);
        out.writeByte(division.ordinal());
        namespace.write(out);
    }

    static TimersLayout read(DataInputView in, ClassLoader userClassLoader) throws IOException {
        return new TimersLayout(
                in.readUTF(), Namespaces.Kind.values()[in.readByte()], SavedSerializer.read(in, userClassLoader));
    }

    /** The layout of restored timers in a program that declares the queue as {@code now}. */
    public TimersLayout succeededBy(TimersLayout now) {
        return new TimersLayout(
                name,
                now.division,
                StateLayout.successor(namespace, now.namespace.serializer(), "the windows of timers '" + name + "'"));
    }
}
