package dev.weft.streaming.runtime.streamrecord;

import dev.weft.annotation.Internal;

/** What a stream consists of. */
@Internal
public abstract class StreamElement {
    /** Whether this is a {@link StreamRecord}. */
    public final boolean isRecord() {
        return this instanceof StreamRecord;
    }

    /** This element as the record that it is. */
    @SuppressWarnings("unchecked") // the caller knows the stream's type
    public final <E> StreamRecord<E> asRecord() {
        return (StreamRecord<E>) this;
    }
}
