package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.tree.analysis.Value;
import java.util.Optional;

/**
 * Abstract value of the symbolic execution: the object that a stack slot or local variable refers to, if that is known.
 * A new object becomes known when its constructor has run, in all places that refer to it.
 */
final class Traced implements Value {

    /** Objects that exist in the task only. */
    enum Role {
        /** The function. */
        SELF,
        /** A context or store that declares state of keys. */
        KEYED,
        /** A store that declares state of the operator. */
        UNKEYED,
        /** What {@code initializeState} gets. */
        INITIALIZATION
    }

    private final int size;
    private Optional<Object> object;

    private Traced(int size, Optional<Object> object) {
        this.size = size;
        this.object = object;
    }

    static Traced unknown(int size) {
        return new Traced(size, Optional.empty());
    }

    static Traced of(Object object) {
        return new Traced(1, Optional.of(object));
    }

    static Traced of(int size, Optional<Object> object) {
        return new Traced(size, object);
    }

    void becomes(Optional<Object> known) {
        object = known;
    }

    Optional<Object> object() {
        return object;
    }

    boolean is(Role role) {
        return object.filter(role::equals).isPresent();
    }

    @Override
    public int getSize() {
        return size;
    }
}
