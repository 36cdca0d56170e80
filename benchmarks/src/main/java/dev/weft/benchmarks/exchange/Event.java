package dev.weft.benchmarks.exchange;

/** The record that is exchanged: a POJO as users write them. */
public class Event {
    public long key;
    public long ts;
    public long v;
    public String s;

    /** For the serializer. */
    public Event() {}

    Event(long number, String text) {
        key = number * 0x9E3779B97F4A7C15L >>> 44;
        ts = number;
        v = 1;
        s = text;
    }
}
