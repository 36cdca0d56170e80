package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters of records and bytes of one task. Single writer: the task's thread, once per batch or buffer. Any thread may
 * read slightly stale values.
 */
public final class IoCounters {

    private static final VarHandle RECORDS_IN = handle("recordsIn");
    private static final VarHandle RECORDS_OUT = handle("recordsOut");
    private static final VarHandle BYTES_IN = handle("bytesIn");
    private static final VarHandle BYTES_OUT = handle("bytesOut");

    private long recordsIn;
    private long recordsOut;
    private long bytesIn;
    private long bytesOut;

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(IoCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void received(long records, long bytes) {
        RECORDS_IN.setOpaque(this, recordsIn + records);
        BYTES_IN.setOpaque(this, bytesIn + bytes);
    }

    void sent(long records, long bytes) {
        RECORDS_OUT.setOpaque(this, recordsOut + records);
        BYTES_OUT.setOpaque(this, bytesOut + bytes);
    }

    public long recordsIn() {
        return (long) RECORDS_IN.getOpaque(this);
    }

    public long recordsOut() {
        return (long) RECORDS_OUT.getOpaque(this);
    }

    public long bytesIn() {
        return (long) BYTES_IN.getOpaque(this);
    }

    public long bytesOut() {
        return (long) BYTES_OUT.getOpaque(this);
    }
}
