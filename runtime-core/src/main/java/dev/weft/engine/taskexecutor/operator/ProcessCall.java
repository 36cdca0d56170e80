package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.util.OutputTag;

/**
 * The part that the contexts of all process functions share: the record or timer that the function is called for, and where its
 * results go. One per operator; belongs to the thread of its task.
 */
final class ProcessCall {

    private final Emitter emitter;
    private final EmittingCollector out;
    private TimeDomain domain;
    private long firingTime;

    ProcessCall(Emitter emitter) {
        this.emitter = emitter;
        this.out = new EmittingCollector(emitter.main());
    }

    /** The main output; its results get the timestamp of the call. */
    EmittingCollector out() {
        return out;
    }

    /** The function is called for a record. */
    void forRecord(long timestamp) {
        out.at(timestamp);
    }

    /** The function is called for a timer, until {@link #ended}. */
    void forTimer(TimeDomain newDomain, long time) {
        out.at(newDomain == TimeDomain.EVENT_TIME ? time : Batch.NO_TIMESTAMP);
        domain = newDomain;
        firingTime = time;
    }

    /** The call for a timer is over. */
    void ended() {
        domain = null;
    }

    /** The time domain of the timer; null for a record. */
    TimeDomain timeDomain() {
        return domain;
    }

    /** The record's timestamp, null if it has none; the time of the timer. */
    Long timestamp() {
        if (domain != null) {
            return firingTime;
        }
        long timestamp = out.timestamp();
        return timestamp == Batch.NO_TIMESTAMP ? null : timestamp;
    }

    <X> void output(OutputTag<X> tag, X value) {
        emitter.side(tag.getId(), value, out.timestamp());
    }
}
