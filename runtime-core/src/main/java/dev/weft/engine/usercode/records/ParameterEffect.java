package dev.weft.engine.usercode.records;

/** The effect of a method on an object passed to it, from harmless to worst: the lattice of the analysis. */
enum ParameterEffect {
    /** At most reads its fields. */
    READS,
    /** May write its fields. */
    MODIFIES,
    /** May let it escape: store it, return it, or pass it to code that was not analyzed. */
    ESCAPES;

    ParameterEffect or(ParameterEffect another) {
        return compareTo(another) >= 0 ? this : another;
    }
}
