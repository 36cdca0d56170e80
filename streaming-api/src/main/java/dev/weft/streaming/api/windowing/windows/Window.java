package dev.weft.streaming.api.windowing.windows;

/** A finite part of a stream. Windows are compared by equality and serve as keys of state. */
public abstract class Window {
    /** The largest timestamp that still belongs to the window. */
    public abstract long maxTimestamp();
}
