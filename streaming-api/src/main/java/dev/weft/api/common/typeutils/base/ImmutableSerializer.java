package dev.weft.api.common.typeutils.base;

/** A serializer without configuration for values that never change. */
abstract class ImmutableSerializer<T> extends PlainSerializer<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }
}
