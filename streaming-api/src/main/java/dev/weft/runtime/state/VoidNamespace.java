package dev.weft.runtime.state;

/** The namespace of what belongs to the key alone. */
public enum VoidNamespace {
    INSTANCE;

    public static VoidNamespace get() {
        return INSTANCE;
    }
}
