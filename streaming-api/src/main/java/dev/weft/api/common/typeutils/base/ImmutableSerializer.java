package dev.weft.api.common.typeutils.base;

/** Base of serializers without configuration for immutable values. */
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
