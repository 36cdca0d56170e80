package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;

/** Marks a type that is one value and has no fields of its own. */
@Public
public interface AtomicType<T> {}
