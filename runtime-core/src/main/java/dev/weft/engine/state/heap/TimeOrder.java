package dev.weft.engine.state.heap;

import java.util.Arrays;

/**
 * Timers in order of time, and of registration for equal times: a heap of the distinct times, and a hash table from
 * each time to the list of its timers. Many timers of one time, as windows have them, take one entry of the heap.
 */
final class TimeOrder {

    /** Two or more timers of one time, first in first out. */
    private static final class Bucket {
        private Timer[] timers = new Timer[4];
        private int head;
        private int tail;

        void add(Timer timer) {
            if (tail == timers.length) {
                int size = tail - head;
                Timer[] target = head > size ? timers : new Timer[timers.length * 2];
                System.arraycopy(timers, head, target, 0, size);
                if (target == timers) {
                    Arrays.fill(timers, size, tail, null);
                }
                timers = target;
                head = 0;
                tail = size;
            }
            timers[tail++] = timer;
        }

        Timer first() {
            return timers[head];
        }

        /** Removes the first timer; true if the bucket is empty now. */
        boolean removeFirst() {
            timers[head++] = null;
            return head == tail;
        }
    }

    private long[] heap = new long[16];
    private int times;
    private long[] names = new long[16];
    private Object[] buckets = new Object[16];
    private int size;

    /** Number of timers, including deleted ones. */
    int size() {
        return size;
    }

    private int home(long time) {
        return (int) (time * 0x9e3779b97f4a7c15L >>> Long.numberOfLeadingZeros(names.length) + 1);
    }

    private int find(long time) {
        int mask = names.length - 1;
        int slot = home(time);
        while (buckets[slot] != null && names[slot] != time) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    void add(Timer timer) {
        size++;
        int slot = find(timer.time);
        Object there = buckets[slot];
        if (there instanceof Bucket bucket) {
            bucket.add(timer);
        } else if (there instanceof Timer single) {
            Bucket bucket = new Bucket();
            bucket.add(single);
            bucket.add(timer);
            buckets[slot] = bucket;
        } else {
            names[slot] = timer.time;
            buckets[slot] = timer;
            push(timer.time);
            if (times * 8L > names.length * 5L) {
                grow();
            }
        }
    }

    /** The first timer that is not deleted, or null. */
    Timer first() {
        while (times > 0) {
            int slot = find(heap[0]);
            Object there = buckets[slot];
            Timer first = there instanceof Bucket bucket ? bucket.first() : (Timer) there;
            if (!first.dead) {
                return first;
            }
            removeFirst(slot);
        }
        return null;
    }

    /** Removes the timer that {@link #first} returned. */
    void removeFirst() {
        removeFirst(find(heap[0]));
    }

    private void removeFirst(int slot) {
        size--;
        if (buckets[slot] instanceof Bucket bucket && !bucket.removeFirst()) {
            return;
        }
        pop();
        int mask = names.length - 1;
        int hole = slot;
        int next = slot + 1 & mask;
        while (buckets[next] != null) {
            if ((next - home(names[next]) & mask) >= (next - hole & mask)) {
                names[hole] = names[next];
                buckets[hole] = buckets[next];
                hole = next;
            }
            next = next + 1 & mask;
        }
        buckets[hole] = null;
    }

    private void grow() {
        long[] oldNames = names;
        Object[] oldBuckets = buckets;
        names = new long[oldNames.length * 2];
        buckets = new Object[oldNames.length * 2];
        for (int i = 0; i < oldNames.length; i++) {
            if (oldBuckets[i] != null) {
                int slot = find(oldNames[i]);
                names[slot] = oldNames[i];
                buckets[slot] = oldBuckets[i];
            }
        }
    }

    /** Four children a node: half the depth of a binary heap, and the children share a cache line. */
    private void push(long time) {
        if (times == heap.length) {
            heap = Arrays.copyOf(heap, times * 2);
        }
        int at = times++;
        while (at > 0 && heap[at - 1 >> 2] > time) {
            heap[at] = heap[at - 1 >> 2];
            at = at - 1 >> 2;
        }
        heap[at] = time;
    }

    private void pop() {
        long last = heap[--times];
        int at = 0;
        while (true) {
            int child = 4 * at + 1;
            if (child >= times) {
                break;
            }
            int least = child;
            int end = Math.min(child + 4, times);
            for (int i = child + 1; i < end; i++) {
                if (heap[i] < heap[least]) {
                    least = i;
                }
            }
            if (heap[least] >= last) {
                break;
            }
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = last;
    }
}
