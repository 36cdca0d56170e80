package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.api.common.typeinfo.TypeInformation;

/** Implemented by functions, sources and formats that say themselves which type they produce. */
@Public
public interface ResultTypeQueryable<T> {
    /** Returns the type of what is produced; never null. Asked for before anything is found out by reflection. */
    TypeInformation<T> getProducedType();
}
