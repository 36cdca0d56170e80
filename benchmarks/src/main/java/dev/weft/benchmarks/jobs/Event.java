package dev.weft.benchmarks.jobs;

/** The record of the shuffle workloads. */
public final class Event {

    static final int TEXTS = 4096;
    static final int TEXT_LENGTH = 40;

    private static final String[] TEXT = new String[TEXTS];

    static {
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < TEXT_LENGTH; c++) {
                text.append((char) ('a' + SplitMix.below(SplitMix.at((long) i * TEXT_LENGTH + c), 26)));
            }
            TEXT[i] = text.toString();
        }
    }

    public long key;
    public long timestamp;
    public long value;
    public String text;

    public Event() {}

    public static Event at(long index, long keys) {
        long random = SplitMix.at(index);
        Event event = new Event();
        event.key = SplitMix.below(random, keys);
        event.timestamp = index;
        event.value = random;
        event.text = TEXT[(int) random & TEXTS - 1];
        return event;
    }

    public static long hash(Event event) {
        int middle = (int) (event.value & 31);
        return SplitMix.mix(event.key * 31 + event.timestamp)
                ^ event.value + ((long) event.text.length() << 32) + event.text.charAt(middle);
    }

    /** Makes events of so many keys. */
    static final class Events extends Generator<Event> {
        private static final long serialVersionUID = 1L;

        private final long keys;

        Events(long keys) {
            this.keys = keys;
        }

        @Override
        Event record(long index) {
            return at(index, keys);
        }
    }

    /** Digests events. */
    static final class EventDigest extends Digest<Event> {
        private static final long serialVersionUID = 1L;

        @Override
        long hash(Event event) {
            return Event.hash(event);
        }
    }
}
