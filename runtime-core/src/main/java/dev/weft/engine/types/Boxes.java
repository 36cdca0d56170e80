package dev.weft.engine.types;

import java.lang.invoke.MethodType;

/** The boxes of primitives. */
final class Boxes {
    private Boxes() {}

    static Class<?> of(Class<?> primitive) {
        return MethodType.methodType(primitive).wrap().returnType();
    }
}
