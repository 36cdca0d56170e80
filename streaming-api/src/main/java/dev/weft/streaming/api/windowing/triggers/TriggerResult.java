package dev.weft.streaming.api.windowing.triggers;

/** What a trigger wants of its window. */
public enum TriggerResult {
    /** Nothing. */
    CONTINUE(false, false),
    /** Evaluate the window, then drop what it holds. */
    FIRE_AND_PURGE(true, true),
    /** Evaluate the window and keep what it holds. */
    FIRE(true, false),
    /** Drop what the window holds. */
    PURGE(false, true);

    private final boolean fire;
    private final boolean purge;

    TriggerResult(boolean fire, boolean purge) {
        this.fire = fire;
        this.purge = purge;
    }

    /** Whether the window is evaluated. */
    public boolean isFire() {
        return fire;
    }

    /** Whether the window is emptied. */
    public boolean isPurge() {
        return purge;
    }
}
