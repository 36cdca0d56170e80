package dev.weft.runtime.state;

/** The namespace of what belongs to the key alone. */
public enum VoidNamespace {
    INSTANCE;

    /** The only instance. */
    public static VoidNamespace get() {
        return INSTANCE;
    }
}
