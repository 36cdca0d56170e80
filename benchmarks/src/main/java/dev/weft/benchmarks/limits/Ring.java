package dev.weft.benchmarks.limits;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A bounded queue of arrays between one producer and one consumer, which spin and then give way. */
public final class Ring {

    private final AtomicReferenceArray<Object[]> slots;
    private final int mask;
    private final AtomicLong taken = new AtomicLong();
    private long put;
    private long room;
    private long next;

    /** Others may need the processor, the other end among them. */
    private static void waitALittle() {
        Thread.onSpinWait();
        Thread.yield();
    }

    /** @param capacity a power of two */
    public Ring(int capacity) {
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
        room = capacity;
    }

    public void put(Object[] value) {
        while (put == room) {
            room = taken.getAcquire() + mask + 1;
            waitALittle();
        }
        slots.setRelease((int) put++ & mask, value);
    }

    public Object[] take() {
        int slot = (int) next & mask;
        Object[] value = slots.getAcquire(slot);
        while (value == null) {
            waitALittle();
            value = slots.getAcquire(slot);
        }
        slots.setPlain(slot, null);
        taken.setRelease(++next);
        return value;
    }
}
