package dev.weft.core.io;

import java.io.Serializable;

/** A numbered part of an input. */
public interface InputSplit extends Serializable {
    /** The number of this split, from 0. */
    int getSplitNumber();
}
