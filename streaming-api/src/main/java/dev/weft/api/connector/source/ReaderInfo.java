package dev.weft.api.connector.source;

import java.io.Serializable;
import java.util.Objects;

/** A reader that registered: its task's index and where it runs. Immutable. */
public final class ReaderInfo implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int subtaskId;
    private final String location;

    /** @param location the host name */
    public ReaderInfo(int subtaskId, String location) {
        this.subtaskId = subtaskId;
        this.location = Objects.requireNonNull(location, "location");
    }

    /** The index of the reader's task, from 0. */
    public int getSubtaskId() {
        return subtaskId;
    }

    /** The host name. */
    public String getLocation() {
        return location;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReaderInfo info && info.subtaskId == subtaskId && info.location.equals(location);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subtaskId, location);
    }

    @Override
    public String toString() {
        return "reader " + subtaskId + " on " + location;
    }
}
