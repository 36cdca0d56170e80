package dev.weft.streaming.runtime.streamrecord;

import dev.weft.annotation.Internal;
import java.util.Objects;

/** A value and, perhaps, its timestamp. */
@Internal
public final class StreamRecord<T> extends StreamElement {
    private T value;
    private long timestamp;
    private boolean hasTimestamp;

    /** A value without a timestamp. */
    public StreamRecord(T value) {
        this.value = value;
    }

    /** A value with a timestamp in milliseconds since the epoch. */
    public StreamRecord(T value, long timestamp) {
        this.value = value;
        setTimestamp(timestamp);
    }

    /** The value. */
    public T getValue() {
        return value;
    }

    /** The timestamp, or {@code Long.MIN_VALUE} when there is none. */
    public long getTimestamp() {
        return hasTimestamp ? timestamp : Long.MIN_VALUE;
    }

    /** Whether there is a timestamp. */
    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    /** This object, with another value. */
    @SuppressWarnings("unchecked") // the record changes its type with its value
    public <X> StreamRecord<X> replace(X element) {
        value = (T) element;
        return (StreamRecord<X>) this;
    }

    /** This object, with another value and timestamp. */
    public <X> StreamRecord<X> replace(X value, long timestamp) {
        setTimestamp(timestamp);
        return replace(value);
    }

    /** Sets the timestamp, in milliseconds since the epoch. */
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
        this.hasTimestamp = true;
    }

    /** Removes the timestamp. */
    public void eraseTimestamp() {
        hasTimestamp = false;
    }

    /** Another record with this value and the timestamp of this one. */
    public StreamRecord<T> copy(T valueCopy) {
        StreamRecord<T> copy = new StreamRecord<>(valueCopy);
        copyTo(valueCopy, copy);
        return copy;
    }

    /** Gives another record this value and the timestamp of this one, or none. */
    public void copyTo(T valueCopy, StreamRecord<T> target) {
        target.value = valueCopy;
        target.timestamp = timestamp;
        target.hasTimestamp = hasTimestamp;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StreamRecord<?> that
                && that.hasTimestamp == hasTimestamp
                && that.getTimestamp() == getTimestamp()
                && Objects.equals(that.value, value);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(value) + Long.hashCode(getTimestamp());
    }

    @Override
    public String toString() {
        return "Record @ " + (hasTimestamp ? timestamp : "(undef)") + " : " + value;
    }
}
