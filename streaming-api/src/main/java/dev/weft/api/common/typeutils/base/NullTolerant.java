package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;

/** Marks a serializer that writes, reads and copies null by itself, so that whoever nests it need not. */
@Internal
public interface NullTolerant {}
