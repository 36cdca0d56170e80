package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.api.common.typeinfo.TypeInformation;

/** Implemented by functions, sources and formats that say themselves which type they produce. */
@Public
public interface ResultTypeQueryable<T> {
    TypeInformation<T> getProducedType();
}
