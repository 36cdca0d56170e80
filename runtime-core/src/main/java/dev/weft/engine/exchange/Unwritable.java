package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;

/** Explains why a record cannot be written by the serializer of its stream's type. */
final class Unwritable {

    private Unwritable() {}

    static UserCodeFailure because(Exception cause, Object record, TypeSerializer<?> serializer) {
        return new UserCodeFailure("serializer " + serializer.getClass().getName(), reason(cause, record, serializer));
    }

    private static Throwable reason(Exception cause, Object record, TypeSerializer<?> serializer) {
        if (record == null) {
            return new NullPointerException("a function gave a null record, which its type cannot hold: filter it out");
        }
        if (cause instanceof ClassCastException) {
            return new ClassCastException("a function gave a record of "
                            + record.getClass().getName()
                            + ", but the type of its stream is another one ("
                            + serializer.getClass().getSimpleName()
                            + ": " + cause.getMessage() + "): give the type that it emits with returns(...)")
                    .initCause(cause);
        }
        return cause;
    }
}
