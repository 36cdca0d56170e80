package dev.weft.api.common.typeutils.spi;

import java.util.Optional;

/** A serializer that may know that its values are flat: nothing can change in them but what their own fields refer to. */
public interface FlatSerializer {

    /** The class whose instances have no fields but those that are written, all of immutable types; empty when that is not so. */
    Optional<Class<?>> flatClass();
}
