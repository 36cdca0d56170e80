package dev.weft.engine.usercode.records;

/** What a method does to an object that it is given; the later, the worse. */
enum Treatment {
    /** Looks at its fields. */
    READS,
    /** Puts something into its fields. */
    CHANGES,
    /** May keep it, return it or hand it to somebody whom nobody has looked at. */
    KEEPS;

    Treatment or(Treatment another) {
        return compareTo(another) >= 0 ? this : another;
    }
}
